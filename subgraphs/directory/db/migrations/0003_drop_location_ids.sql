INSERT INTO "directory"."service_at_location" ("id", "service_id", "location_id", "position")
SELECT gen_random_uuid(), "service"."id", "at"."location_id", "at"."position" - 1
FROM "directory"."service", unnest("service"."location_ids") WITH ORDINALITY AS "at"("location_id", "position");--> statement-breakpoint
ALTER TABLE "directory"."service" DROP COLUMN "location_ids";