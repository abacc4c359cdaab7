DROP INDEX "liaison_diversion"."episode_unseen_in_custody";--> statement-breakpoint
DROP INDEX "liaison_diversion"."episode_assessment_due";--> statement-breakpoint
DROP INDEX "liaison_diversion"."episode_follow_up_due";--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "died_on" date;--> statement-breakpoint
UPDATE "liaison_diversion"."episode" SET "died_on" = known."died_on" FROM "liaison_diversion"."known_record" known WHERE known."record_id" = "episode"."record_id" AND known."died_on" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "episode_unseen_in_custody" ON "liaison_diversion"."episode" USING btree ("organisation",coalesce(custody_clock_started_at, received_at),"id") WHERE setting = 'POLICE_CUSTODY' and custody_disposal_at is null and screened_at is null and not_seen_at is null and closed_at is null and died_on is null;--> statement-breakpoint
CREATE INDEX "episode_assessment_due" ON "liaison_diversion"."episode" USING btree ("organisation","screened_at","id") WHERE screening_outcome = 'ASSESSMENT_REQUIRED' and assessed_at is null and closed_at is null and died_on is null;--> statement-breakpoint
CREATE INDEX "episode_follow_up_due" ON "liaison_diversion"."episode" USING btree ("organisation","follow_up_due_on","id") WHERE follow_up_due_on is not null and closed_at is null and died_on is null;