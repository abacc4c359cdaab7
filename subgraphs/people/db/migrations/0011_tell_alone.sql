ALTER TABLE "people"."seen_alone" ADD COLUMN "positions" jsonb NOT NULL DEFAULT '[]';--> statement-breakpoint
ALTER TABLE "people"."seen_alone" ALTER COLUMN "positions" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "people"."seen_alone" ADD COLUMN "died_on" date;--> statement-breakpoint
ALTER TABLE "people"."seen_alone" ADD COLUMN "death_source" text;--> statement-breakpoint
UPDATE "people"."seen_alone" AS alone SET "positions" = standing."positions", "died_on" = standing."died_on", "death_source" = standing."death_source"
  FROM "people"."standing" WHERE standing."record_id" = alone."record_id" AND alone."unlinked_at" IS NULL;