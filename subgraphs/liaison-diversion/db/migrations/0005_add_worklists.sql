ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "worker" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "allocated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "allocated_by" text;--> statement-breakpoint
CREATE INDEX "episode_open_of_worker" ON "liaison_diversion"."episode" USING btree ("worker","received_at","id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "episode_open" ON "liaison_diversion"."episode" USING btree ("organisation","received_at","id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "episode_unseen_in_custody" ON "liaison_diversion"."episode" USING btree ("organisation",coalesce(custody_clock_started_at, received_at),"id") WHERE setting = 'POLICE_CUSTODY' and custody_disposal_at is null and screened_at is null and not_seen_at is null and closed_at is null;--> statement-breakpoint
CREATE INDEX "episode_assessment_due" ON "liaison_diversion"."episode" USING btree ("organisation","screened_at","id") WHERE screening_outcome = 'ASSESSMENT_REQUIRED' and assessed_at is null and closed_at is null;--> statement-breakpoint
CREATE INDEX "episode_follow_up_due" ON "liaison_diversion"."episode" USING btree ("organisation","follow_up_due_on","id") WHERE follow_up_due_on is not null and closed_at is null;--> statement-breakpoint
CREATE INDEX "episode_with_gaps_in_data" ON "liaison_diversion"."episode" USING btree ("organisation","received_at","id") WHERE offence_group = 'NOT_RECORDED' or (setting = 'POLICE_CUSTODY' and custody_clock_started_at is null)
          or (screened_at is not null and screening_urgency is null)
          or (closed_at is not null and setting in ('POLICE_CUSTODY', 'VOLUNTARY_ATTENDANCE') and custody_disposal_at is null)
          or (closed_at is not null and screened_at is not null and diverted_out_of_justice_at is null
            and supported_within_justice_at is null and not_diverted_at is null);