CREATE TABLE "evaluation_results" (
	"project_id" text NOT NULL,
	"evaluation_id" text NOT NULL,
	"test_id" text NOT NULL,
	"came" jsonb NOT NULL,
	"passed" boolean NOT NULL,
	"answer" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "evaluation_results_evaluation_id_test_id_pk" PRIMARY KEY("evaluation_id","test_id")
);
--> statement-breakpoint
CREATE TABLE "evaluations" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"why" text NOT NULL,
	"settings" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "evaluations_projectId_id_unique" UNIQUE("project_id","id")
);
--> statement-breakpoint
CREATE TABLE "test_questions" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"turns" jsonb NOT NULL,
	"expected" text NOT NULL,
	"article_id" text,
	"conversation_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "test_questions_projectId_id_unique" UNIQUE("project_id","id")
);
--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "tests_nightly" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "evaluation_results" ADD CONSTRAINT "evaluation_results_project_id_evaluation_id_evaluations_project_id_id_fk" FOREIGN KEY ("project_id","evaluation_id") REFERENCES "public"."evaluations"("project_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluation_results" ADD CONSTRAINT "evaluation_results_project_id_test_id_test_questions_project_id_id_fk" FOREIGN KEY ("project_id","test_id") REFERENCES "public"."test_questions"("project_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_questions" ADD CONSTRAINT "test_questions_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_questions" ADD CONSTRAINT "test_questions_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_questions" ADD CONSTRAINT "test_questions_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "evaluation_results_test_id_index" ON "evaluation_results" USING btree ("test_id");--> statement-breakpoint
CREATE INDEX "evaluations_project_id_created_at_index" ON "evaluations" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE INDEX "test_questions_project_id_created_at_index" ON "test_questions" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE INDEX "test_questions_conversation_id_index" ON "test_questions" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "test_questions_article_id_index" ON "test_questions" USING btree ("article_id");