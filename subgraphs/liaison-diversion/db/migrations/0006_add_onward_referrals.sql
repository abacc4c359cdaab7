CREATE TABLE "liaison_diversion"."onward_referral" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"need_code" text NOT NULL,
	"need_id" uuid,
	"sent_at" timestamp with time zone NOT NULL,
	"failed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "liaison_diversion"."need" ADD COLUMN "no_referral_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."need" ADD COLUMN "no_referral_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."need" ADD COLUMN "no_referral_reason" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."onward_referral" ADD CONSTRAINT "onward_referral_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "liaison_diversion"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "onward_referral_of_episode" ON "liaison_diversion"."onward_referral" USING btree ("episode_id");--> statement-breakpoint
CREATE INDEX "need_without_answer" ON "liaison_diversion"."need" USING btree ("organisation","identified_at","id") WHERE already_supported_at is null and referred_at is null and met_at is null and declined_at is null and no_referral_at is null;