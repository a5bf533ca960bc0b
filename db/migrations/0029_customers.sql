CREATE TABLE "customer_attributes" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"key" text NOT NULL,
	"label" text NOT NULL,
	"type" text NOT NULL,
	"choices" text[] DEFAULT '{}' NOT NULL,
	"place" integer NOT NULL,
	CONSTRAINT "customer_attributes_projectId_key_unique" UNIQUE("project_id","key")
);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "name_typed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "phone" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "company" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "about" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "attributes" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "merged_into" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "merged_by" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "merged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "merged_end" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "one_id" text GENERATED ALWAYS AS (coalesce(merged_end, id)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "customer_attributes" ADD CONSTRAINT "customer_attributes_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_merged_into_customers_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."customers"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_merged_by_agents_id_fk" FOREIGN KEY ("merged_by") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_merged_end_customers_id_fk" FOREIGN KEY ("merged_end") REFERENCES "public"."customers"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "customer_addresses_parts" ON "customer_addresses" USING gin (search_fold("email") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "customer_addresses_email_index" ON "customer_addresses" USING btree ("email");--> statement-breakpoint
CREATE INDEX "customers_one_id_index" ON "customers" USING btree ("one_id");--> statement-breakpoint
CREATE INDEX "customers_merged_into_index" ON "customers" USING btree ("merged_into");--> statement-breakpoint
CREATE INDEX "customers_merged_end_index" ON "customers" USING btree ("merged_end");--> statement-breakpoint
CREATE INDEX "customers_reached" ON "customers" USING gin (search_fold(coalesce("company", '') || ' ' || coalesce("phone", '')) gin_trgm_ops);