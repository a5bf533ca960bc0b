ALTER TABLE "deliveries" ADD COLUMN "automatic" text;--> statement-breakpoint
ALTER TABLE "inbound_emails" ADD COLUMN "machine" text;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "assistant_answers_mail" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "acknowledges_mail" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "automatic_deliveries" ON "deliveries" USING btree ("created_at") WHERE "deliveries"."automatic" is not null;