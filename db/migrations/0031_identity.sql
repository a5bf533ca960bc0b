CREATE TABLE "identities" (
	"visitor_id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"sub" text NOT NULL,
	"name" text,
	"email" text,
	"email_verified" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "identities_projectId_sub_unique" UNIQUE("project_id","sub")
);
--> statement-breakpoint
CREATE TABLE "identity_secrets" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"secret" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_project_id_visitor_id_visitors_project_id_id_fk" FOREIGN KEY ("project_id","visitor_id") REFERENCES "public"."visitors"("project_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_secrets" ADD CONSTRAINT "identity_secrets_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "identities_project_id_email_index" ON "identities" USING btree ("project_id","email");--> statement-breakpoint
CREATE INDEX "identity_secrets_project_id_index" ON "identity_secrets" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "customers_values" ON "customers" USING gin (search_fold(jsonb_path_query_array("attributes", '$.*')::text) gin_trgm_ops);