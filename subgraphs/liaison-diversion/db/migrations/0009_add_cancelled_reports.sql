DROP INDEX "liaison_diversion"."court_report_due";--> statement-breakpoint
ALTER TABLE "liaison_diversion"."court_report" ADD COLUMN "cancelled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."court_report" ADD COLUMN "cancelled_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."court_report" ADD COLUMN "cancel_reason" text;--> statement-breakpoint
CREATE INDEX "court_report_due" ON "liaison_diversion"."court_report" USING btree ("organisation","hearing_on","id") WHERE issued_at is null and cancelled_at is null;