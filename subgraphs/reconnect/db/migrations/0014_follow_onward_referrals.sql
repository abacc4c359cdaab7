CREATE TABLE "reconnect"."onward_referral" (
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
	"sent_at" timestamp with time zone NOT NULL,
	"failed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "reconnect"."need" ADD COLUMN "no_referral_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reconnect"."need" ADD COLUMN "no_referral_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."need" ADD COLUMN "no_referral_reason" text;--> statement-breakpoint
ALTER TABLE "reconnect"."onward_referral" ADD CONSTRAINT "onward_referral_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "reconnect"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "onward_referral_of_episode" ON "reconnect"."onward_referral" USING btree ("episode_id");--> statement-breakpoint
CREATE INDEX "need_without_answer" ON "reconnect"."need" USING btree ("organisation","identified_at","id") WHERE status = 'IDENTIFIED' and no_referral_at is null;