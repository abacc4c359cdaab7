ALTER TABLE "referrals"."outbox" ADD COLUMN "subject_id" text;--> statement-breakpoint
ALTER TABLE "referrals"."outbox" ADD COLUMN "first_event_id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
-- An event that stood by itself keeps its id; of those that a file brought together the first does.
UPDATE "referrals"."outbox" SET "subject_id" = "events" -> 0 ->> 'subjectId', "first_event_id" = ("events" -> 0 ->> 'eventId')::uuid, "events" = (
  SELECT json_agg(CASE WHEN event ->> 'subjectId' = "events" -> 0 ->> 'subjectId'
    THEN json_build_array(event -> 'type', event -> 'shapeVersion', event -> 'subjectVersion', event -> 'occurredAt', event -> 'payload')
    ELSE json_build_array(event -> 'type', event -> 'shapeVersion', event -> 'subjectVersion', event -> 'occurredAt', event -> 'payload', event -> 'subjectId') END
    ORDER BY place)
  FROM json_array_elements("events") WITH ORDINALITY AS told(event, place));--> statement-breakpoint
ALTER TABLE "referrals"."outbox" ALTER COLUMN "subject_id" SET NOT NULL;
