CREATE TABLE "suppressions" (
	"project_id" text NOT NULL,
	"email" text NOT NULL,
	"reason" text NOT NULL,
	"detail" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "suppressions_project_id_email_pk" PRIMARY KEY("project_id","email")
);
--> statement-breakpoint
DROP INDEX "deliveries_message_id_index";--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "signature" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "outgoing" jsonb;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "chat_only" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "visitor_read_seq" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "delivery_id" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "read_in_chat" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "undo_seconds" integer DEFAULT 5 NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "mail_policy" text DEFAULT 'always' NOT NULL;--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "messages_delivery_id_index" ON "messages" USING btree ("delivery_id");--> statement-breakpoint
CREATE INDEX "deliveries_message_id_index" ON "deliveries" USING btree ("message_id");