CREATE TABLE "referrals"."known_service" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation" text,
	"is_gone" boolean NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
-- The directory told of its services before this room listened: its feed is read again from its beginning.
DELETE FROM "referrals"."feed_cursor" WHERE feed = 'directory';
