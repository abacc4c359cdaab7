CREATE TABLE "reconnect"."episode_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"episode_version" integer NOT NULL,
	"action" text NOT NULL,
	"reason" text,
	"corrections" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
DROP INDEX "reconnect"."continuity_of_episode";--> statement-breakpoint
DROP INDEX "reconnect"."need_of_episode";--> statement-breakpoint
DROP INDEX "reconnect"."need_without_answer";--> statement-breakpoint
ALTER TABLE "reconnect"."allocation" ADD COLUMN "corrected_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."allocation" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reconnect"."allocation" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."contact" ADD COLUMN "corrected_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."contact" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reconnect"."contact" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."continuity" ADD COLUMN "corrected_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."continuity" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reconnect"."continuity" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."goal" ADD COLUMN "corrected_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."goal" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reconnect"."goal" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."need" ADD COLUMN "corrected_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."need" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reconnect"."need" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."peer_offer" ADD COLUMN "corrected_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."peer_offer" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reconnect"."peer_offer" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."planned_release" ADD COLUMN "corrected_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."planned_release" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reconnect"."planned_release" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."prison_transfer" ADD COLUMN "corrected_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."prison_transfer" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reconnect"."prison_transfer" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode_change" ADD CONSTRAINT "episode_change_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "reconnect"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "episode_change_of_episode" ON "reconnect"."episode_change" USING btree ("episode_id","episode_version");--> statement-breakpoint
CREATE UNIQUE INDEX "continuity_of_episode" ON "reconnect"."continuity" USING btree ("episode_id","kind",coalesce(withdrawn_at, '-infinity'::timestamptz));--> statement-breakpoint
CREATE UNIQUE INDEX "need_of_episode" ON "reconnect"."need" USING btree ("episode_id","code",coalesce(withdrawn_at, '-infinity'::timestamptz));--> statement-breakpoint
CREATE INDEX "need_without_answer" ON "reconnect"."need" USING btree ("organisation","identified_at","id") WHERE status = 'IDENTIFIED' and no_referral_at is null and withdrawn_at is null;