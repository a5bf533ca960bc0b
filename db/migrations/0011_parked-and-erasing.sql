CREATE TABLE "parked_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"unit_id" text NOT NULL,
	"kind" text NOT NULL,
	"entry" text NOT NULL,
	"edited" text,
	"error" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "parked_entries_conversationId_unitId_unique" UNIQUE("conversation_id","unit_id"),
	CONSTRAINT "parked_state" CHECK ("parked_entries"."state" in ('waiting', 'retrying', 'recorded', 'skipped'))
);
--> statement-breakpoint
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
ALTER TABLE "parked_entries" ADD CONSTRAINT "parked_entries_project_id_conversation_id_conversations_project_id_id_fk" FOREIGN KEY ("project_id","conversation_id") REFERENCES "public"."conversations"("project_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_asked_by_agents_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "parked_entries_project_id_conversation_id_index" ON "parked_entries" USING btree ("project_id","conversation_id") WHERE "parked_entries"."state" = 'waiting';