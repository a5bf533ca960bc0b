CREATE TABLE "mails_over_budget" (
	"provider_id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"email_id" text NOT NULL,
	"from_email" text NOT NULL,
	"from_name" text NOT NULL,
	"subject" text NOT NULL,
	"wanted_at" timestamp with time zone,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "inbound_emails" ADD COLUMN "likeness" text;--> statement-breakpoint
ALTER TABLE "inbound_emails" ADD COLUMN "may_repeat" text;--> statement-breakpoint
ALTER TABLE "inbound_emails" ADD COLUMN "answer_to" jsonb;--> statement-breakpoint
ALTER TABLE "inbound_emails" ADD COLUMN "forms" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "mails_over_budget" ADD CONSTRAINT "mails_over_budget_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails_over_budget" ADD CONSTRAINT "mails_over_budget_email_id_inbound_emails_id_fk" FOREIGN KEY ("email_id") REFERENCES "public"."inbound_emails"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mails_over_budget_email_id_received_at_index" ON "mails_over_budget" USING btree ("email_id","received_at");--> statement-breakpoint
CREATE INDEX "inbound_emails_likeness_index" ON "inbound_emails" USING btree ("likeness");