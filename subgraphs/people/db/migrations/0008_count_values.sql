CREATE TABLE "people"."value_count" (
	"number" integer NOT NULL,
	"key" bigint NOT NULL,
	"count" integer NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL,
	CONSTRAINT "value_count_number_key_pk" PRIMARY KEY("number","key")
);
--> statement-breakpoint
CREATE TABLE "people"."value_counting" (
	"number" integer PRIMARY KEY NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	"records" integer NOT NULL,
	"totals" jsonb NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
