CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS unaccent;--> statement-breakpoint
-- Words as a search compares them: without case, marks and width; the Arabic letters that people write in several ways in one.
-- More than 20,000 characters of one message nobody looks for.
CREATE FUNCTION "search_fold"(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT left(translate(
    lower(public.unaccent('public.unaccent'::regdictionary, normalize(left(given, 20000), NFKC))),
    U&'\0623\0625\0622\0671\0649\0629\0640\064B\064C\064D\064E\064F\0650\0651\0652\0670',
    U&'\0627\0627\0627\0627\064A\0647'), 20000)
$$;--> statement-breakpoint
-- Scripts that write without spaces, or join particles to words, have their pairs of characters indexed: three make a trigram.
CREATE FUNCTION "search_lexemes"(folded text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT to_tsvector('pg_catalog.simple'::regconfig, folded) || CASE
    WHEN folded ~ '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]' THEN
      array_to_tsvector(ARRAY(SELECT DISTINCT pair FROM (
        SELECT one || coalesce(lead(one) OVER (PARTITION BY part ORDER BY place), '') AS pair
        FROM regexp_matches(folded, '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+', 'g')
          WITH ORDINALITY AS runs (run, part),
          unnest(string_to_array(run[1], NULL)) WITH ORDINALITY AS characters (one, place)) AS pairs))
    ELSE ''::tsvector END
$$;--> statement-breakpoint
CREATE TABLE "searchable_words" (
	"project_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"seq" integer NOT NULL,
	"words" text NOT NULL,
	"lexemes" "tsvector" GENERATED ALWAYS AS (search_lexemes(words)) STORED NOT NULL,
	CONSTRAINT "searchable_words_conversation_id_seq_pk" PRIMARY KEY("conversation_id","seq")
);
--> statement-breakpoint
-- In the migration, not behind it: a search that misses what is not indexed yet is taken for an answer, and words stay out of
-- half an index when they are erased meanwhile. 500,000 messages take about a minute; what is said meanwhile waits in Temporal.
INSERT INTO "searchable_words" ("project_id", "conversation_id", "seq", "words")
  SELECT "project_id", "conversation_id", "seq", search_fold("text") FROM "messages"
  WHERE "kind" <> 'event' AND NOT "withdrawn" AND "moved_to" IS NULL AND "text" <> ''
  UNION ALL
  SELECT "project_id", "id", 0, search_fold("subject") FROM "conversations" WHERE "subject" <> '';
--> statement-breakpoint
CREATE TABLE "views" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"agent_id" text NOT NULL,
	"name" text NOT NULL,
	"lane" text NOT NULL,
	"search" text NOT NULL,
	"sort" text NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "language" text DEFAULT 'english' NOT NULL;--> statement-breakpoint
ALTER TABLE "searchable_words" ADD CONSTRAINT "searchable_words_project_id_conversation_id_conversations_project_id_id_fk" FOREIGN KEY ("project_id","conversation_id") REFERENCES "public"."conversations"("project_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "views" ADD CONSTRAINT "views_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "views" ADD CONSTRAINT "views_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "searchable_words_parts" ON "searchable_words" USING gin ("words" gin_trgm_ops) WITH (gin_pending_list_limit=256);--> statement-breakpoint
CREATE INDEX "searchable_words_lexemes" ON "searchable_words" USING gin ("lexemes") WITH (gin_pending_list_limit=256);--> statement-breakpoint
CREATE INDEX "views_project_id_created_at_index" ON "views" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE INDEX "customers_parts" ON "customers" USING gin (search_fold(coalesce("name", '') || ' ' || "email") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "customers_lexemes" ON "customers" USING gin (search_lexemes(search_fold(coalesce("name", '') || ' ' || "email")));--> statement-breakpoint
CREATE INDEX "conversations_by_age" ON "conversations" USING btree ("project_id","last_message_at","id") WHERE "conversations"."last_seq" > 0;--> statement-breakpoint
CREATE INDEX "conversations_by_wait" ON "conversations" USING btree ("project_id",coalesce("waiting_since", 'infinity'),"id") WHERE "conversations"."last_seq" > 0;--> statement-breakpoint
CREATE FUNCTION "keep_searchable_message"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.kind = 'event' OR new.withdrawn OR new.moved_to IS NOT NULL OR new.text = '' THEN
    IF tg_op = 'UPDATE' THEN
      DELETE FROM searchable_words WHERE conversation_id = new.conversation_id AND seq = new.seq;
    END IF;
  ELSE
    INSERT INTO searchable_words (project_id, conversation_id, seq, words)
      VALUES (new.project_id, new.conversation_id, new.seq, search_fold(new.text))
      ON CONFLICT (conversation_id, seq) DO UPDATE SET words = excluded.words;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION "keep_searchable_subject"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO searchable_words (project_id, conversation_id, seq, words)
    VALUES (new.project_id, new.id, 0, search_fold(new.subject))
    ON CONFLICT (conversation_id, seq) DO UPDATE SET words = excluded.words;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "searchable_message_said" AFTER INSERT ON "messages" FOR EACH ROW WHEN (new.kind <> 'event')
  EXECUTE FUNCTION "keep_searchable_message"();--> statement-breakpoint
CREATE TRIGGER "searchable_message_changed" AFTER UPDATE OF "text", "kind", "withdrawn", "moved_to" ON "messages" FOR EACH ROW
  EXECUTE FUNCTION "keep_searchable_message"();--> statement-breakpoint
CREATE TRIGGER "searchable_subject_given" AFTER INSERT ON "conversations" FOR EACH ROW WHEN (new.subject <> '')
  EXECUTE FUNCTION "keep_searchable_subject"();--> statement-breakpoint
CREATE TRIGGER "searchable_subject_changed" AFTER UPDATE OF "subject" ON "conversations" FOR EACH ROW
  WHEN (new.subject IS DISTINCT FROM old.subject) EXECUTE FUNCTION "keep_searchable_subject"();
