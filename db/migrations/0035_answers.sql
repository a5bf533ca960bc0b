CREATE TABLE "answers" (
	"message_id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"question" text NOT NULL,
	"question_id" text,
	"language" text,
	"outcome" text NOT NULL,
	"reason" text,
	"passages" jsonb NOT NULL,
	"articles" text[] NOT NULL,
	"cited" text[] NOT NULL,
	"model" text,
	"prompt_version" text NOT NULL,
	"findings" jsonb NOT NULL,
	"tries" integer NOT NULL,
	"attempts" integer NOT NULL,
	"tokens_in" integer NOT NULL,
	"tokens_out" integer NOT NULL,
	"cost" double precision,
	"milliseconds" integer NOT NULL,
	"helpful" boolean,
	"helpful_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_project_id_conversation_id_conversations_project_id_id_fk" FOREIGN KEY ("project_id","conversation_id") REFERENCES "public"."conversations"("project_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "answers_project_id_created_at_index" ON "answers" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE INDEX "answers_conversation_id_index" ON "answers" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "answers_articles_index" ON "answers" USING gin ("articles");--> statement-breakpoint
CREATE INDEX "answers_cited_index" ON "answers" USING gin ("cited");