DROP INDEX "conversations_all";--> statement-breakpoint
DROP INDEX "conversations_attention";--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "escalate_again_minutes" integer DEFAULT 30;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "escalated_again" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "conversations_all" ON "conversations" USING btree ("project_id","escalated_again","last_message_at","id") WHERE "conversations"."last_seq" > 0;--> statement-breakpoint
CREATE INDEX "conversations_attention" ON "conversations" USING btree ("project_id","escalated_again","last_message_at","id") WHERE "conversations"."last_seq" > 0 and "conversations"."status" = 'open' and "conversations"."handler_by" = 'agent';