CREATE TABLE "journeys"."death" (
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid PRIMARY KEY NOT NULL,
	"service" text NOT NULL,
	"died_on" date
);
