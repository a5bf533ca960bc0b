CREATE TABLE "passage_embeddings" (
	"project_id" text NOT NULL,
	"article_id" text NOT NULL,
	"hash" text NOT NULL,
	"model" text NOT NULL,
	"dimension" integer NOT NULL,
	"embedding" real[] NOT NULL,
	CONSTRAINT "passage_embeddings_project_id_model_article_id_hash_pk" PRIMARY KEY("project_id","model","article_id","hash")
);
--> statement-breakpoint
CREATE TABLE "project_embeddings" (
	"project_id" text PRIMARY KEY NOT NULL,
	"model" text,
	"docs_revision" integer DEFAULT -1 NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"unavailable_until" timestamp with time zone,
	"unavailable_for" text
);
--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "embedding_model" text;--> statement-breakpoint
ALTER TABLE "passage_embeddings" ADD CONSTRAINT "passage_embeddings_project_id_article_id_articles_project_id_id_fk" FOREIGN KEY ("project_id","article_id") REFERENCES "public"."articles"("project_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_embeddings" ADD CONSTRAINT "project_embeddings_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;