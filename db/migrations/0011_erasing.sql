CREATE TABLE "erasures" (
	"conversation_id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"kind" text NOT NULL,
	"asked_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "closed_days" integer;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "raw_mail_days" integer;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "visitor_days" integer;--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_asked_by_agents_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;