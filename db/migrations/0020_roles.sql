ALTER TABLE "memberships" ADD COLUMN "role" text DEFAULT 'agent' NOT NULL;--> statement-breakpoint
-- Until now everybody on a team could do everything.
UPDATE "memberships" SET "role" = 'owner';
