CREATE TABLE "comparison_questions" (
	"project_id" text NOT NULL,
	"comparison_id" text NOT NULL,
	"answer_id" text NOT NULL,
	"position" integer NOT NULL,
	"live" jsonb,
	"other" jsonb,
	"difference" text,
	CONSTRAINT "comparison_questions_comparison_id_answer_id_pk" PRIMARY KEY("comparison_id","answer_id")
);
--> statement-breakpoint
CREATE TABLE "comparisons" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"settings" jsonb NOT NULL,
	"end_state" text,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "comparisons_projectId_id_unique" UNIQUE("project_id","id")
);
--> statement-breakpoint
ALTER TABLE "comparison_questions" ADD CONSTRAINT "comparison_questions_answer_id_answers_message_id_fk" FOREIGN KEY ("answer_id") REFERENCES "public"."answers"("message_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "comparison_questions" ADD CONSTRAINT "comparison_questions_project_id_comparison_id_comparisons_project_id_id_fk" FOREIGN KEY ("project_id","comparison_id") REFERENCES "public"."comparisons"("project_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comparisons" ADD CONSTRAINT "comparisons_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comparison_questions_answer_id_index" ON "comparison_questions" USING btree ("answer_id");--> statement-breakpoint
CREATE INDEX "comparisons_project_id_created_at_index" ON "comparisons" USING btree ("project_id","created_at");