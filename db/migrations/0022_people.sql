CREATE TABLE "former_addresses" (
	"fingerprint" text PRIMARY KEY NOT NULL,
	"project_id" text,
	"given_up_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unplaced_mails" (
	"provider_id" text PRIMARY KEY NOT NULL,
	"why" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "former_addresses" ADD CONSTRAINT "former_addresses_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "former_addresses_project_id_index" ON "former_addresses" USING btree ("project_id");