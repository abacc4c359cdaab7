ALTER TABLE "journeys"."event" ADD COLUMN "part_id" uuid;--> statement-breakpoint
ALTER TABLE "journeys"."event" ADD COLUMN "is_withdrawn" boolean DEFAULT false NOT NULL;