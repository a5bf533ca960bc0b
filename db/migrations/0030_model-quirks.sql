CREATE TABLE "model_quirks" (
	"endpoint" text NOT NULL,
	"model" text NOT NULL,
	"quirks" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "model_quirks_endpoint_model_pk" PRIMARY KEY("endpoint","model")
);
--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "link_hosts" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "model_price" jsonb;