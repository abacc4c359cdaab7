ALTER TABLE "journeys"."event" ADD COLUMN "runs_out_on" date;--> statement-breakpoint
ALTER TABLE "journeys"."event" ADD COLUMN "continues_on" date;