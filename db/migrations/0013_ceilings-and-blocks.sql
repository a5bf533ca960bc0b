CREATE TABLE "daily_use" (
	"project_id" text NOT NULL,
	"day" date NOT NULL,
	"conversations" integer DEFAULT 0 NOT NULL,
	"model_calls" integer DEFAULT 0 NOT NULL,
	"tokens" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "daily_use_project_id_day_pk" PRIMARY KEY("project_id","day")
);
--> statement-breakpoint
CREATE TABLE "blocks" (
	"project_id" text NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"blocked_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "blocks_project_id_kind_value_pk" PRIMARY KEY("project_id","kind","value")
);
--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "max_conversations_a_day" integer DEFAULT 1000 NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "max_model_calls_a_day" integer DEFAULT 2000 NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "max_tokens_a_day" integer DEFAULT 5000000 NOT NULL;--> statement-breakpoint
ALTER TABLE "visitors" ADD COLUMN "network" text;--> statement-breakpoint
ALTER TABLE "daily_use" ADD CONSTRAINT "daily_use_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_blocked_by_agents_id_fk" FOREIGN KEY ("blocked_by") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;