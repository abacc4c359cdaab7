ALTER TABLE "referrals"."known_episode" ADD COLUMN "began_at" timestamp with time zone;--> statement-breakpoint
-- Both services told when their episodes began before this room kept it: their feeds are read again from the beginning.
DELETE FROM "referrals"."feed_cursor" WHERE feed IN ('liaison-diversion', 'reconnect');
