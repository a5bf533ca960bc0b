-- The words of events and of merges, as the code has them now.
UPDATE "messages" SET "event" = jsonb_set("event", '{kind}', '"replyUndone"') WHERE "event"->>'kind' = 'takenBack';--> statement-breakpoint
UPDATE "messages" SET "event" = jsonb_set("event", '{kind}', '"mergedFrom"') WHERE "event"->>'kind' = 'absorbed';--> statement-breakpoint
UPDATE "messages" SET "event" = jsonb_set("event", '{kind}', '"mergeUndone"') WHERE "event"->>'kind' = 'released';--> statement-breakpoint
UPDATE "messages" SET "event" = jsonb_set("event", '{kind}', '"splitWithdrawn"') WHERE "event"->>'kind' = 'givenBack';--> statement-breakpoint
UPDATE "conversations" SET "merged" = ("merged" - 'news' - 'returned') || jsonb_build_object('active', coalesce("merged"->'news', 'false'), 'bySplitUndo', coalesce("merged"->'returned', 'false')) WHERE "merged" ? 'into';
--> statement-breakpoint
UPDATE "parked_entries" SET "kind" = 'deliveryEvent', "entry" = replace("entry", '{"kind":"deliveryNews","news":', '{"kind":"deliveryEvent","event":') WHERE "kind" = 'deliveryNews';--> statement-breakpoint
UPDATE "parked_entries" SET "kind" = 'requestedDelivery', "entry" = replace("entry", '{"kind":"mailing","mailing":', '{"kind":"requestedDelivery","delivery":') WHERE "kind" = 'mailing';--> statement-breakpoint
UPDATE "parked_entries" SET "kind" = 'refusedAgentMail', "entry" = replace("entry", '{"kind":"returned","reply":', '{"kind":"refusedAgentMail","mail":') WHERE "kind" = 'returned';--> statement-breakpoint
UPDATE "parked_entries" SET "kind" = 'notice', "entry" = replace(replace(replace(replace("entry", '{"kind":"news","news":', '{"kind":"notice","notice":'), '"name":"absorb"', '"name":"takeMessages"'), '"name":"release"', '"name":"undoMerge"'), '"name":"giveBack"', '"name":"undoSplit"') WHERE "kind" = 'news';
