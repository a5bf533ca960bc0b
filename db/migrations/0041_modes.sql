CREATE TABLE "unsaid_answers" (
	"answer_id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"draft_id" text NOT NULL,
	"is_shadow" boolean NOT NULL,
	"text" text NOT NULL,
	"citations" jsonb NOT NULL,
	"wait_ms" integer,
	"then" text,
	"decision" text,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"reply_id" text,
	"likeness" double precision,
	"agrees" boolean,
	"marked" boolean,
	"marked_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "unsaid_answers_draftId_unique" UNIQUE("draft_id")
);
--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "chat_mode" text DEFAULT 'auto' NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "mail_mode" text DEFAULT 'auto' NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "draft_minutes" integer DEFAULT 15 NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "draft_then" text DEFAULT 'person' NOT NULL;--> statement-breakpoint
ALTER TABLE "unsaid_answers" ADD CONSTRAINT "unsaid_answers_answer_id_answers_message_id_fk" FOREIGN KEY ("answer_id") REFERENCES "public"."answers"("message_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "unsaid_answers" ADD CONSTRAINT "unsaid_answers_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unsaid_answers" ADD CONSTRAINT "unsaid_answers_decided_by_agents_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unsaid_answers" ADD CONSTRAINT "unsaid_answers_reply_id_messages_id_fk" FOREIGN KEY ("reply_id") REFERENCES "public"."messages"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unsaid_answers" ADD CONSTRAINT "unsaid_answers_marked_by_agents_id_fk" FOREIGN KEY ("marked_by") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "unsaid_answers_project_id_is_shadow_created_at_index" ON "unsaid_answers" USING btree ("project_id","is_shadow","created_at");--> statement-breakpoint
CREATE INDEX "unsaid_answers_reply_id_index" ON "unsaid_answers" USING btree ("reply_id");