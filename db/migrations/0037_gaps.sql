CREATE TABLE "corrections" (
	"answer_id" text NOT NULL,
	"project_id" text NOT NULL,
	"article_id" text NOT NULL,
	"hash" text NOT NULL,
	"title" text NOT NULL,
	"heading" text,
	"was" text NOT NULL,
	"cause" text NOT NULL,
	"begun_at" timestamp with time zone,
	"dismissed_at" timestamp with time zone,
	"settled_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "corrections_answer_id_hash_pk" PRIMARY KEY("answer_id","hash")
);
--> statement-breakpoint
CREATE TABLE "gap_drafts" (
	"gap_id" text PRIMARY KEY NOT NULL,
	"message_id" text NOT NULL,
	"article_id" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"by" text NOT NULL,
	"personal" text[] NOT NULL,
	"writing_since" timestamp with time zone,
	"problem" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gap_questions" (
	"answer_id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"gap_id" text,
	"terms" text[] NOT NULL,
	"answered_now" boolean,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gaps" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"article_id" text,
	"settled_at" timestamp with time zone,
	"settled_by" text,
	"trying_since" timestamp with time zone,
	"tried_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "gaps_projectId_id_unique" UNIQUE("project_id","id")
);
--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_answer_id_answers_message_id_fk" FOREIGN KEY ("answer_id") REFERENCES "public"."answers"("message_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_settled_by_agents_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gap_drafts" ADD CONSTRAINT "gap_drafts_gap_id_gaps_id_fk" FOREIGN KEY ("gap_id") REFERENCES "public"."gaps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gap_drafts" ADD CONSTRAINT "gap_drafts_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gap_questions" ADD CONSTRAINT "gap_questions_answer_id_answers_message_id_fk" FOREIGN KEY ("answer_id") REFERENCES "public"."answers"("message_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "gap_questions" ADD CONSTRAINT "gap_questions_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gap_questions" ADD CONSTRAINT "gap_questions_project_id_gap_id_gaps_project_id_id_fk" FOREIGN KEY ("project_id","gap_id") REFERENCES "public"."gaps"("project_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gaps" ADD CONSTRAINT "gaps_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gaps" ADD CONSTRAINT "gaps_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gaps" ADD CONSTRAINT "gaps_settled_by_agents_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "corrections_project_id_created_at_index" ON "corrections" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE INDEX "corrections_article_id_index" ON "corrections" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "gap_drafts_message_id_index" ON "gap_drafts" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "gap_drafts_article_id_index" ON "gap_drafts" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "gap_questions_gap_id_index" ON "gap_questions" USING btree ("gap_id");--> statement-breakpoint
CREATE INDEX "gap_questions_project_id_created_at_index" ON "gap_questions" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE INDEX "gaps_project_id_state_index" ON "gaps" USING btree ("project_id","state");