CREATE TABLE "referrals"."known_record" (
	"record_id" uuid PRIMARY KEY NOT NULL,
	"position" jsonb,
	"died_on" date
);
--> statement-breakpoint
-- What people told before this room listened for it is read again from the beginning.
UPDATE "referrals"."feed_cursor" SET "xid" = '0', "id" = 0 WHERE "feed" = 'people';
