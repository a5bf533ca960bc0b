-- Until now a message had at most one delivery, which named it.
UPDATE "messages" SET "delivery_id" = "deliveries"."id" FROM "deliveries" WHERE "deliveries"."message_id" = "messages"."id";
