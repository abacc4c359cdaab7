CREATE TABLE "audit"."released" (
	"record_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"operation_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"retention_class" text DEFAULT 'audit' NOT NULL,
	CONSTRAINT "released_record_id_at_operation_id_pk" PRIMARY KEY("record_id","at","operation_id")
);
--> statement-breakpoint
INSERT INTO "audit"."released" ("record_id", "at", "operation_id", "organisation", "retention_class")
	SELECT DISTINCT unnest("record_ids"), "at", "id", "organisation", "retention_class" FROM "audit"."operation";--> statement-breakpoint
DROP INDEX "audit"."operation_by_record";--> statement-breakpoint
ALTER TABLE "audit"."wrong_link" DROP CONSTRAINT "wrong_link_pkey";--> statement-breakpoint
ALTER TABLE "audit"."wrong_link" ADD COLUMN "companion_id" uuid;--> statement-breakpoint
INSERT INTO "audit"."wrong_link" ("id", "record_id", "companion_ids", "companion_id", "linked_at", "parted_at", "organisation", "retention_class")
	SELECT DISTINCT "id", "record_id", "companion_ids", unnest("companion_ids"), "linked_at", "parted_at", "organisation", "retention_class" FROM "audit"."wrong_link";--> statement-breakpoint
DELETE FROM "audit"."wrong_link" WHERE "companion_id" IS NULL;--> statement-breakpoint
ALTER TABLE "audit"."wrong_link" ALTER COLUMN "companion_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "audit"."wrong_link" DROP COLUMN "companion_ids";--> statement-breakpoint
ALTER TABLE "audit"."wrong_link" ADD CONSTRAINT "wrong_link_id_companion_id_pk" PRIMARY KEY("id","companion_id");--> statement-breakpoint
CREATE INDEX "wrong_link_of_companion" ON "audit"."wrong_link" USING btree ("companion_id");
