ALTER TABLE "liaison_diversion"."need" ADD COLUMN "corrected_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."need" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."need" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."court_report" ADD COLUMN "corrected_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."information_share" ADD COLUMN "corrected_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."information_share" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."information_share" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."appropriate_adult" ADD COLUMN "corrected_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."appropriate_adult" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."appropriate_adult" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."assessment" ADD COLUMN "corrected_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."assessment" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."assessment" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."contact" ADD COLUMN "corrected_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."contact" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."contact" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."justice_outcome" ADD COLUMN "corrected_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."justice_outcome" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."justice_outcome" ADD COLUMN "withdrawn_by" text;