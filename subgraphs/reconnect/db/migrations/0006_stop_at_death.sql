DROP INDEX "reconnect"."episode_due_for_release";--> statement-breakpoint
DROP INDEX "reconnect"."episode_without_plan";--> statement-breakpoint
DROP INDEX "reconnect"."episode_planned";--> statement-breakpoint
DROP INDEX "reconnect"."episode_to_be_met";--> statement-breakpoint
DROP INDEX "reconnect"."episode_unseen_since_release";--> statement-breakpoint
DROP INDEX "reconnect"."episode_near_the_end";--> statement-breakpoint
DROP INDEX "reconnect"."episode_back_in_custody";--> statement-breakpoint
ALTER TABLE "reconnect"."known_person" ALTER COLUMN "birth_date" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "reconnect"."known_person" ALTER COLUMN "version" SET DEFAULT 0;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "died_on" date;--> statement-breakpoint
ALTER TABLE "reconnect"."known_person" ADD COLUMN "died_on" date;--> statement-breakpoint
ALTER TABLE "reconnect"."known_person" ADD COLUMN "death_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "episode_due_for_release" ON "reconnect"."episode" USING btree ("facility_id","planned_release_date","id") WHERE closed_at is null and declined_at is null and died_on is null and actual_release_date is null;--> statement-breakpoint
CREATE INDEX "episode_without_plan" ON "reconnect"."episode" USING btree ("organisation","planned_release_date","id") WHERE closed_at is null and declined_at is null and died_on is null and actual_release_date is null and accepted_at is not null and plan_made_at is null;--> statement-breakpoint
CREATE INDEX "episode_planned" ON "reconnect"."episode" USING btree ("organisation","planned_release_date","id") WHERE closed_at is null and declined_at is null and died_on is null and actual_release_date is null;--> statement-breakpoint
CREATE INDEX "episode_to_be_met" ON "reconnect"."episode" USING btree ("organisation","gate_meeting_at","id") WHERE closed_at is null and declined_at is null and died_on is null and gate_meeting_outcome is null;--> statement-breakpoint
CREATE INDEX "episode_unseen_since_release" ON "reconnect"."episode" USING btree ("organisation","actual_release_date","id") WHERE closed_at is null and declined_at is null and died_on is null and actual_release_date is not null and first_contact_on is null and returned_to_custody_on is null;--> statement-breakpoint
CREATE INDEX "episode_near_the_end" ON "reconnect"."episode" USING btree ("organisation","actual_release_date","id") WHERE closed_at is null and declined_at is null and died_on is null and extended_until is null;--> statement-breakpoint
CREATE INDEX "episode_back_in_custody" ON "reconnect"."episode" USING btree ("organisation","returned_to_custody_on","id") WHERE closed_at is null and declined_at is null and died_on is null and returned_to_custody_on is not null;