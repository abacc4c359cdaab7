CREATE TABLE "referrals"."known_episode" (
	"id" uuid PRIMARY KEY NOT NULL,
	"is_in_error" boolean NOT NULL,
	"version" integer NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
