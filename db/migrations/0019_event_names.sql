-- The words of events and of merges, as the code has them now.
UPDATE "messages" SET "event" = jsonb_set("event", '{kind}', '"replyUndone"') WHERE "event"->>'kind' = 'takenBack';--> statement-breakpoint
UPDATE "messages" SET "event" = jsonb_set("event", '{kind}', '"mergedFrom"') WHERE "event"->>'kind' = 'absorbed';--> statement-breakpoint
UPDATE "messages" SET "event" = jsonb_set("event", '{kind}', '"mergeUndone"') WHERE "event"->>'kind' = 'released';--> statement-breakpoint
UPDATE "messages" SET "event" = jsonb_set("event", '{kind}', '"splitWithdrawn"') WHERE "event"->>'kind' = 'givenBack';--> statement-breakpoint
UPDATE "conversations" SET "merged" = ("merged" - 'news' - 'returned') || jsonb_build_object('active', coalesce("merged"->'news', 'false'), 'bySplitUndo', coalesce("merged"->'returned', 'false')) WHERE "merged" ? 'into';
