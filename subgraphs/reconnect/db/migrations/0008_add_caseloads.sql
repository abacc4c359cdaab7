DROP INDEX "reconnect"."allocation_of_worker";--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "goals_open_since" timestamp with time zone;--> statement-breakpoint
UPDATE "reconnect"."episode" SET "goals_open_since" = open.since FROM (
	SELECT "episode_id", min(coalesce("reviewed_at", "set_at")) AS since FROM "reconnect"."goal" WHERE "status" IN ('NOT_STARTED', 'IN_PROGRESS') GROUP BY "episode_id"
) AS open WHERE open."episode_id" = "episode"."id";--> statement-breakpoint
CREATE INDEX "episode_with_open_goals" ON "reconnect"."episode" USING btree ("organisation","goals_open_since","id") WHERE closed_at is null and declined_at is null and died_on is null and goals_open_since is not null;--> statement-breakpoint
CREATE INDEX "episode_open_of_prison" ON "reconnect"."episode" USING btree ("organisation","facility_id","accepted_at","id") WHERE closed_at is null and declined_at is null and accepted_at is not null;--> statement-breakpoint
CREATE INDEX "allocation_of_worker" ON "reconnect"."allocation" USING btree ("organisation","worker_id","episode_id") WHERE ended_at is null;