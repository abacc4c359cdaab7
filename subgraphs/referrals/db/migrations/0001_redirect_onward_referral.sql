DROP INDEX "referrals"."onward_referral_unheard";--> statement-breakpoint
ALTER TABLE "referrals"."onward_referral" ADD COLUMN "redirected_from" uuid;--> statement-breakpoint
ALTER TABLE "referrals"."onward_referral" ADD COLUMN "redirected_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "referrals"."onward_referral" ADD COLUMN "redirected_by" text;--> statement-breakpoint
CREATE UNIQUE INDEX "onward_referral_redirected_once" ON "referrals"."onward_referral" USING btree ("redirected_from");--> statement-breakpoint
CREATE INDEX "onward_referral_unheard" ON "referrals"."onward_referral" USING btree ("organisation","service","sent_at","id") WHERE sent_at is not null and received_at is null and accepted_at is null and declined_at is null and withdrawn_at is null and redirected_at is null;