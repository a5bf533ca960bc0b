CREATE TABLE "tags" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"name" text NOT NULL,
	"hue" smallint NOT NULL,
	"merged_into" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tags_projectId_id_unique" UNIQUE("project_id","id"),
	CONSTRAINT "tag_hue" CHECK ("tags"."hue" between 1 and 6)
);
--> statement-breakpoint
DROP INDEX "conversations_all";--> statement-breakpoint
DROP INDEX "conversations_by_status";--> statement-breakpoint
DROP INDEX "conversations_attention";--> statement-breakpoint
DROP INDEX "conversations_assistant";--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "priority" text DEFAULT 'normal' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "snoozed_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "spam" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "mail_subject" text;--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_project_id_merged_into_tags_project_id_id_fk" FOREIGN KEY ("project_id","merged_into") REFERENCES "public"."tags"("project_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "tags_name" ON "tags" USING btree ("project_id",lower("name")) WHERE "tags"."merged_into" is null;--> statement-breakpoint
CREATE INDEX "tags_merged_into_index" ON "tags" USING btree ("merged_into");--> statement-breakpoint
CREATE INDEX "conversations_unassigned" ON "conversations" USING btree ("project_id","escalated_again","last_message_at","id") WHERE "conversations"."last_seq" > 0 and "conversations"."status" = 'open' and "conversations"."handler_by" = 'agent' and not "conversations"."spam" and "conversations"."assignee_id" is null;--> statement-breakpoint
CREATE INDEX "conversations_spam" ON "conversations" USING btree ("project_id","last_message_at","id") WHERE "conversations"."last_seq" > 0 and "conversations"."spam";--> statement-breakpoint
CREATE INDEX "conversations_tags" ON "conversations" USING gin ("tags");--> statement-breakpoint
CREATE INDEX "conversations_all" ON "conversations" USING btree ("project_id","escalated_again","last_message_at","id") WHERE "conversations"."last_seq" > 0 and not "conversations"."spam";--> statement-breakpoint
CREATE INDEX "conversations_by_status" ON "conversations" USING btree ("project_id","status","last_message_at","id") WHERE "conversations"."last_seq" > 0 and not "conversations"."spam";--> statement-breakpoint
CREATE INDEX "conversations_attention" ON "conversations" USING btree ("project_id","escalated_again","last_message_at","id") WHERE "conversations"."last_seq" > 0 and "conversations"."status" = 'open' and "conversations"."handler_by" = 'agent' and not "conversations"."spam";--> statement-breakpoint
CREATE INDEX "conversations_assistant" ON "conversations" USING btree ("project_id","last_message_at","id") WHERE "conversations"."last_seq" > 0 and "conversations"."status" in ('open', 'waiting') and not "conversations"."spam" and "conversations"."handler_by" = 'assistant';--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversation_priority" CHECK ("conversations"."priority" in ('low', 'normal', 'high'));