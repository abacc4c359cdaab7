CREATE TABLE "reconnect"."known_need" (
	"code" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
-- The directory told of its needs before this room listened: its feed is read again from its beginning.
DELETE FROM "reconnect"."feed_cursor" WHERE feed = 'directory';
