CREATE TABLE "people"."identity_location_version" (
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"addresses" jsonb NOT NULL,
	CONSTRAINT "identity_location_version_record_id_version_pk" PRIMARY KEY("record_id","version")
);
--> statement-breakpoint
CREATE TABLE "people"."identity_record_version" (
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"given_name" text NOT NULL,
	"family_name" text NOT NULL,
	"aliases" jsonb NOT NULL,
	"birth_date" date NOT NULL,
	"birth_date_is_estimated" boolean NOT NULL,
	"other_birth_dates" jsonb NOT NULL,
	"sex" text NOT NULL,
	"gender_identity" text,
	"ethnicity_code_list" text,
	"ethnicity_code" text,
	"identifiers" jsonb NOT NULL,
	CONSTRAINT "identity_record_version_record_id_version_pk" PRIMARY KEY("record_id","version")
);
--> statement-breakpoint
CREATE TABLE "people"."link_decision" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"record_id" uuid NOT NULL,
	"other_record_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"reason" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"decided_by" text NOT NULL,
	"superseded_at" timestamp with time zone,
	"organisation" text NOT NULL,
	"retention_class" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people"."match_key" (
	"key" bigint NOT NULL,
	"record_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"retention_class" text NOT NULL,
	CONSTRAINT "match_key_key_record_id_pk" PRIMARY KEY("key","record_id")
);
--> statement-breakpoint
CREATE TABLE "people"."record_pair" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"record_id" uuid NOT NULL,
	"other_record_id" uuid NOT NULL,
	"weight" real NOT NULL,
	"peak" real NOT NULL,
	"evidence" jsonb NOT NULL,
	"model_version" text NOT NULL,
	"review_reason" text,
	"opened_at" timestamp with time zone NOT NULL,
	"organisation" text NOT NULL,
	"retention_class" text NOT NULL
);
--> statement-breakpoint
DROP INDEX "people"."identity_record_name_birth";--> statement-breakpoint
ALTER TABLE "people"."identity_record" ALTER COLUMN "birth_date_is_estimated" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "people"."link" ADD COLUMN "decided_by" text;--> statement-breakpoint
UPDATE "people"."link" SET "decided_by" = case when "evidence" in ('NEW_PERSON', 'HUMAN') then "evidence" else 'MODEL' end;--> statement-breakpoint
ALTER TABLE "people"."link" ALTER COLUMN "decided_by" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "people"."link" ALTER COLUMN "evidence" SET DATA TYPE jsonb USING '[]'::jsonb;--> statement-breakpoint
ALTER TABLE "people"."identity_location" ADD COLUMN "addresses" jsonb NOT NULL DEFAULT '[]';--> statement-breakpoint
ALTER TABLE "people"."identity_location" ALTER COLUMN "addresses" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "people"."identity_record" ADD COLUMN "aliases" jsonb NOT NULL DEFAULT '[]';--> statement-breakpoint
ALTER TABLE "people"."identity_record" ALTER COLUMN "aliases" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "people"."identity_record" ADD COLUMN "other_birth_dates" jsonb NOT NULL DEFAULT '[]';--> statement-breakpoint
ALTER TABLE "people"."identity_record" ALTER COLUMN "other_birth_dates" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "people"."identity_record" ADD COLUMN "gender_identity" text;--> statement-breakpoint
ALTER TABLE "people"."identity_record" ADD COLUMN "ethnicity_code_list" text;--> statement-breakpoint
ALTER TABLE "people"."identity_record" ADD COLUMN "ethnicity_code" text;--> statement-breakpoint
ALTER TABLE "people"."identity_record" ADD COLUMN "identifiers" jsonb NOT NULL DEFAULT '[]';--> statement-breakpoint
ALTER TABLE "people"."identity_record" ALTER COLUMN "identifiers" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "people"."link" ADD COLUMN "decision_id" uuid;--> statement-breakpoint
ALTER TABLE "people"."link" ADD COLUMN "weight" real;--> statement-breakpoint
ALTER TABLE "people"."link" ADD COLUMN "model_version" text;--> statement-breakpoint
ALTER TABLE "people"."link_decision" ADD CONSTRAINT "link_decision_record_id_identity_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people"."link_decision" ADD CONSTRAINT "link_decision_other_record_id_identity_record_id_fk" FOREIGN KEY ("other_record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people"."record_pair" ADD CONSTRAINT "record_pair_record_id_identity_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people"."record_pair" ADD CONSTRAINT "record_pair_other_record_id_identity_record_id_fk" FOREIGN KEY ("other_record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "link_decision_in_force" ON "people"."link_decision" USING btree ("record_id","other_record_id") WHERE superseded_at is null;--> statement-breakpoint
CREATE INDEX "link_decision_of_other" ON "people"."link_decision" USING btree ("other_record_id");--> statement-breakpoint
CREATE UNIQUE INDEX "record_pair_of_two" ON "people"."record_pair" USING btree ("record_id","other_record_id");--> statement-breakpoint
CREATE INDEX "record_pair_of_other" ON "people"."record_pair" USING btree ("other_record_id");--> statement-breakpoint
CREATE INDEX "record_pair_to_review" ON "people"."record_pair" USING btree ("weight","id") WHERE review_reason is not null;--> statement-breakpoint
CREATE INDEX "link_of_record" ON "people"."link" USING btree ("record_id");--> statement-breakpoint
UPDATE "people"."identity_location" SET "addresses" = jsonb_build_array(jsonb_build_object('kind', 'HOME', 'lines', null, 'town', null, 'postcode', "postcode", 'from', null, 'until', null));--> statement-breakpoint
UPDATE "people"."identity_record" record SET "identifiers" = held.list FROM (
	SELECT "record_id", jsonb_agg(jsonb_build_object('type', "type", 'value', "value", 'source', null, 'isVerified', "is_verified", 'isWellFormed', true, 'from', null)) AS list
	FROM "people"."identifier" GROUP BY "record_id") held WHERE held."record_id" = record."id";--> statement-breakpoint
UPDATE "people"."identity_record" SET "ethnicity_code_list" = 'NHS_2001', "ethnicity_code" = "ethnic_category" WHERE "ethnic_category" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "people"."identifier" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "people"."identifier" CASCADE;--> statement-breakpoint
ALTER TABLE "people"."identity_location" DROP COLUMN "postcode";--> statement-breakpoint
ALTER TABLE "people"."identity_record" DROP COLUMN "ethnic_category";