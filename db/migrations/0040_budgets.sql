CREATE TABLE "conversation_use" (
	"project_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"day" date NOT NULL,
	"turns" integer DEFAULT 0 NOT NULL,
	"tokens" bigint DEFAULT 0 NOT NULL,
	"money" double precision DEFAULT 0 NOT NULL,
	"draft_id" text,
	CONSTRAINT "conversation_use_conversation_id_day_pk" PRIMARY KEY("conversation_id","day")
);
--> statement-breakpoint
ALTER TABLE "daily_use" ADD COLUMN "money" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "max_money_a_day" double precision;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "max_turns_a_conversation" integer;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "max_tokens_a_conversation" integer;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "max_money_a_conversation" double precision;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "max_turns_a_visitor" integer;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "max_tokens_a_visitor" integer;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "max_money_a_visitor" double precision;--> statement-breakpoint
ALTER TABLE "conversation_use" ADD CONSTRAINT "conversation_use_project_id_conversation_id_conversations_project_id_id_fk" FOREIGN KEY ("project_id","conversation_id") REFERENCES "public"."conversations"("project_id","id") ON DELETE cascade ON UPDATE no action;