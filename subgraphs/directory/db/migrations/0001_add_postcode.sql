CREATE TABLE "directory"."area" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"within" text,
	"source" text NOT NULL,
	"as_at" date NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "directory"."postcode" (
	"code" text PRIMARY KEY NOT NULL,
	"grain" text NOT NULL,
	"latitude" double precision NOT NULL,
	"longitude" double precision NOT NULL,
	"area_codes" text[] NOT NULL,
	"source" text NOT NULL,
	"as_at" date NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
CREATE INDEX "postcode_of_grain" ON "directory"."postcode" USING btree ("grain","code");