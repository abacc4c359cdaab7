ALTER TABLE "referrals"."known_episode" ADD COLUMN "record_id" uuid;--> statement-breakpoint
ALTER TABLE "referrals"."known_episode" ADD COLUMN "organisation" text;--> statement-breakpoint
ALTER TABLE "referrals"."known_episode" ADD COLUMN "service" text;--> statement-breakpoint
-- Both services told whose their episodes are before this room listened: their feeds are read again from the beginning.
DELETE FROM "referrals"."feed_cursor" WHERE feed IN ('liaison-diversion', 'reconnect');
