ALTER TABLE "conversations" ADD COLUMN "merged" jsonb;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "origin_id" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "origin_conversation_id" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "moves" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "taken_back" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "for_visitor" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "moved_to" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "moved_by" text;--> statement-breakpoint
CREATE INDEX "messages_origin_id_index" ON "messages" USING btree ("origin_id");