CREATE TABLE "people"."awaiting_link" (
	"record_id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"retention_class" text NOT NULL
);
--> statement-breakpoint
-- Records from before there were keys are found by nobody until the linker comes to them.
INSERT INTO "people"."awaiting_link" SELECT "id", "organisation", 'operational' FROM "people"."identity_record" "record" WHERE NOT EXISTS (SELECT FROM "people"."match_key" "standing" WHERE "standing"."record_id" = "record"."id");
