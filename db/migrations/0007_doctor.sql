CREATE TABLE "fetched_mails" (
	"provider_id" text PRIMARY KEY NOT NULL,
	"result" text NOT NULL,
	"fetched_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "test_mails" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"sent_at" timestamp with time zone DEFAULT now() NOT NULL,
	"failure" text,
	"arrived_at" timestamp with time zone,
	"verdict" text
);
--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "sender_name" text;--> statement-breakpoint
ALTER TABLE "test_mails" ADD CONSTRAINT "test_mails_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "test_mails_project_id_sent_at_index" ON "test_mails" USING btree ("project_id","sent_at");