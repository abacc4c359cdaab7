DROP INDEX "liaison_diversion"."episode_assessment_due";--> statement-breakpoint
DROP INDEX "liaison_diversion"."episode_with_unheard_referral";--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "specialist_due_since" timestamp with time zone;--> statement-breakpoint
UPDATE "liaison_diversion"."episode" SET "specialist_due_since" = due.since FROM (SELECT "episode_id", min("requested_at") AS since
  FROM "liaison_diversion"."assessment" WHERE "assessed_at" IS NULL AND "withdrawn_at" IS NULL GROUP BY "episode_id") AS due
  WHERE due."episode_id" = "episode"."id" AND due.since IS NOT NULL;--> statement-breakpoint
CREATE INDEX "episode_assessment_due" ON "liaison_diversion"."episode" USING btree ("organisation",(case when screening_outcome = 'ASSESSMENT_REQUIRED' and assessed_at is null then screened_at else specialist_due_since end),"id") WHERE ((screening_outcome = 'ASSESSMENT_REQUIRED' and assessed_at is null) or specialist_due_since is not null) and closed_at is null and died_on is null;--> statement-breakpoint
CREATE INDEX "episode_with_unheard_referral" ON "liaison_diversion"."episode" USING btree ("organisation","unheard_since","id") WHERE unheard_since is not null and died_on is null and closure_reason is distinct from 'DIED';