CREATE TABLE "reconnect"."known_person" (
	"record_id" uuid PRIMARY KEY NOT NULL,
	"birth_date" date NOT NULL,
	"version" integer NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "eligibility_checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "eligibility_checked_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "custody_setting" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "health_need" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "struggles_to_engage" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "risk_of_serious_harm" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "intensive_services" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "residential_rehabilitation" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "resettlement_area" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "handover_referral_id" uuid;