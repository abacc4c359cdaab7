ALTER TABLE "journeys"."outbox" ADD COLUMN "events" json;--> statement-breakpoint
ALTER TABLE "journeys"."outbox" ADD COLUMN "size" integer NOT NULL DEFAULT 1;--> statement-breakpoint
ALTER TABLE "journeys"."outbox" ALTER COLUMN "size" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "journeys"."outbox" ALTER COLUMN "events" SET STORAGE external;--> statement-breakpoint
UPDATE "journeys"."outbox" SET "events" = json_build_array(json_build_object('eventId', "event_id", 'type', "type", 'shapeVersion', "shape_version",
  'subjectId', "subject_id", 'subjectVersion', "subject_version", 'occurredAt', to_char("occurred_at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'payload', "payload"));--> statement-breakpoint
ALTER TABLE "journeys"."outbox" ALTER COLUMN "events" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "journeys"."outbox" DROP COLUMN "event_id";--> statement-breakpoint
ALTER TABLE "journeys"."outbox" DROP COLUMN "type";--> statement-breakpoint
ALTER TABLE "journeys"."outbox" DROP COLUMN "shape_version";--> statement-breakpoint
ALTER TABLE "journeys"."outbox" DROP COLUMN "subject_id";--> statement-breakpoint
ALTER TABLE "journeys"."outbox" DROP COLUMN "subject_version";--> statement-breakpoint
ALTER TABLE "journeys"."outbox" DROP COLUMN "occurred_at";--> statement-breakpoint
ALTER TABLE "journeys"."outbox" DROP COLUMN "payload";