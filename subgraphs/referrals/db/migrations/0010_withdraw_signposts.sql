ALTER TABLE "referrals"."signpost" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "referrals"."signpost" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
ALTER TABLE "referrals"."signpost" ADD COLUMN "withdrawal_reason" text;