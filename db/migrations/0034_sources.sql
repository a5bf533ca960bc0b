CREATE TABLE "article_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"article_id" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"why" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "crawled_pages" (
	"source_id" text NOT NULL,
	"reading" integer NOT NULL,
	"url" text NOT NULL,
	"position" integer GENERATED ALWAYS AS IDENTITY (sequence name "crawled_pages_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"state" text DEFAULT 'waiting' NOT NULL,
	"problem" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"articles" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "crawled_pages_source_id_reading_url_pk" PRIMARY KEY("source_id","reading","url")
);
--> statement-breakpoint
CREATE TABLE "docs_tokens" (
	"project_id" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "docs_tokens_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"kind" text NOT NULL,
	"address" text NOT NULL,
	"filter" text DEFAULT '' NOT NULL,
	"schedule" text DEFAULT 'never' NOT NULL,
	"audience" text DEFAULT 'everyone' NOT NULL,
	"folder" text DEFAULT '' NOT NULL,
	"state" text DEFAULT 'reading' NOT NULL,
	"problem" text,
	"reading" integer DEFAULT 0 NOT NULL,
	"content" "bytea",
	"read_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sources_projectId_id_unique" UNIQUE("project_id","id")
);
--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "source_id" text;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "source_url" text;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "enabled" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "audience" text DEFAULT 'everyone' NOT NULL;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "folder" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "vanished_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "kept_vanished" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "article_versions" ADD CONSTRAINT "article_versions_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crawled_pages" ADD CONSTRAINT "crawled_pages_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "docs_tokens" ADD CONSTRAINT "docs_tokens_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "article_versions_article_id_at_index" ON "article_versions" USING btree ("article_id","at");--> statement-breakpoint
CREATE INDEX "crawled_pages_source_id_reading_state_tries_position_index" ON "crawled_pages" USING btree ("source_id","reading","state","tries","position");--> statement-breakpoint
CREATE INDEX "sources_project_id_created_at_index" ON "sources" USING btree ("project_id","created_at");--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_project_id_source_id_sources_project_id_id_fk" FOREIGN KEY ("project_id","source_id") REFERENCES "public"."sources"("project_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "articles_project_id_revision_index" ON "articles" USING btree ("project_id","revision");--> statement-breakpoint
CREATE UNIQUE INDEX "articles_external" ON "articles" USING btree ("project_id","external_id") WHERE "articles"."source_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "articles_of_source" ON "articles" USING btree ("source_id","external_id");