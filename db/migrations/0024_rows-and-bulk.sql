CREATE TABLE "bulk_acts" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"agent_id" text NOT NULL,
	"given" jsonb NOT NULL,
	"items" jsonb NOT NULL,
	"undoes" text,
	"done" integer DEFAULT 0 NOT NULL,
	"refused" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"stopped" boolean DEFAULT false NOT NULL,
	"held_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "bulk_acts_undoes_unique" UNIQUE("undoes")
);
--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "has_files" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "reads" ADD COLUMN "marked_unread" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "bulk_acts" ADD CONSTRAINT "bulk_acts_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_acts" ADD CONSTRAINT "bulk_acts_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_acts_unfinished" ON "bulk_acts" USING btree ("created_at") WHERE finished_at is null;--> statement-breakpoint
CREATE INDEX "bulk_acts_project_id_index" ON "bulk_acts" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "bulk_acts_agent_id_index" ON "bulk_acts" USING btree ("agent_id");
--> statement-breakpoint
UPDATE "conversations" SET "preview" = customers."words" FROM (
  SELECT each."id", coalesce((
    SELECT left(btrim(regexp_replace(left("messages"."text", 560), '\s+', ' ', 'g')), 140) FROM "messages"
    WHERE "messages"."conversation_id" = each."id" AND "messages"."kind" = 'message'
      AND "messages"."author"->>'by' IN ('customer', 'other') AND NOT "messages"."withdrawn" AND "messages"."moved_to" IS NULL
    ORDER BY "messages"."author"->>'by', "messages"."created_at" DESC, "messages"."seq" DESC LIMIT 1), '') AS "words"
  FROM "conversations" AS each) AS customers
WHERE customers."id" = "conversations"."id" AND left(customers."words", 60) <> left("conversations"."preview", 60);--> statement-breakpoint
UPDATE "conversations" SET "has_files" = true WHERE EXISTS (
  SELECT 1 FROM "messages"
  JOIN "attachments" ON "attachments"."message_id" = coalesce("messages"."origin_id", "messages"."id")
    OR ("attachments"."email_id" = "messages"."email_id" AND NOT "attachments"."inline")
  WHERE "messages"."conversation_id" = "conversations"."id" AND NOT "messages"."withdrawn" AND "messages"."moved_to" IS NULL);
