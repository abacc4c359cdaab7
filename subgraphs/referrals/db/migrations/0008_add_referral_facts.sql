CREATE TABLE "referrals"."referral_facts" (
	"referral_id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"name_to_use" text NOT NULL,
	"birth_date" date,
	"phone" text,
	"contact_advice" text,
	"language" text,
	"is_interpreter_needed" boolean,
	"communication_needs" text,
	"risks" text
);
--> statement-breakpoint
ALTER TABLE "referrals"."referral_facts" ADD CONSTRAINT "referral_facts_referral_id_onward_referral_id_fk" FOREIGN KEY ("referral_id") REFERENCES "referrals"."onward_referral"("id") ON DELETE no action ON UPDATE no action;