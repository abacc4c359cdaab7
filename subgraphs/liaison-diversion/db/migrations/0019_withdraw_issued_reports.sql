ALTER TABLE "liaison_diversion"."issued_court_report" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."issued_court_report" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
UPDATE "liaison_diversion"."issued_court_report" SET "withdrawn_at" = in_error."closed_at", "withdrawn_by" = in_error."closed_by", "version" = "issued_court_report"."version" + 1
  FROM "liaison_diversion"."episode" in_error WHERE in_error."id" = "issued_court_report"."episode_id" AND in_error."closure_reason" = 'RECORDED_IN_ERROR';