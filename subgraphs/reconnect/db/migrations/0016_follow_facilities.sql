CREATE TABLE "reconnect"."known_facility" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"open_from" date,
	"closed_on" date,
	"version" integer NOT NULL
);
