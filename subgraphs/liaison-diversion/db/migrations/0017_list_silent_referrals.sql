CREATE TABLE "liaison_diversion"."known_need" (
	"code" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "unheard_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."onward_referral" ADD COLUMN "heard_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "episode_with_unheard_referral" ON "liaison_diversion"."episode" USING btree ("organisation","unheard_since","id") WHERE unheard_since is not null and died_on is null;--> statement-breakpoint
-- What services were heard of is in what was read of the feed before: it is read again, and what stands stays.
DELETE FROM "liaison_diversion"."feed_cursor" WHERE feed = 'referrals';
