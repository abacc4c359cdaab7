CREATE TABLE "directory"."indexed_service" (
	"service_id" uuid PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "directory"."indexed_service_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"retention_class" text DEFAULT 'operational' NOT NULL,
	CONSTRAINT "indexed_service_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "directory"."service_reach" (
	"need_code" text NOT NULL,
	"reach" text NOT NULL,
	"number" integer NOT NULL,
	"site_id" uuid NOT NULL,
	"east" double precision,
	"north" double precision,
	"assured_date" date,
	"is_current" boolean DEFAULT true NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL,
	CONSTRAINT "service_reach_number_need_code_reach_site_id_pk" PRIMARY KEY("number","need_code","reach","site_id")
);
--> statement-breakpoint
CREATE TABLE "directory"."service_word" (
	"number" integer NOT NULL,
	"word" text NOT NULL,
	"weight" integer NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL,
	CONSTRAINT "service_word_number_word_pk" PRIMARY KEY("number","word")
);
--> statement-breakpoint
CREATE TABLE "directory"."spelling" (
	"word" text PRIMARY KEY NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "directory"."spelling_trigram" (
	"trigram" text NOT NULL,
	"word" text NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL,
	CONSTRAINT "spelling_trigram_trigram_word_pk" PRIMARY KEY("trigram","word")
);
--> statement-breakpoint
CREATE TABLE "directory"."synonym" (
	"said" text PRIMARY KEY NOT NULL,
	"means" text[] NOT NULL,
	"need_codes" text[] NOT NULL,
	"source" text NOT NULL,
	"as_at" date NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
DROP INDEX "directory"."location_on_map";--> statement-breakpoint
DROP INDEX "directory"."service_of_need";--> statement-breakpoint
DROP INDEX "directory"."service_words";--> statement-breakpoint
CREATE INDEX "service_reach_found" ON "directory"."service_reach" USING btree ("need_code","reach","assured_date","east","north","number") WHERE is_current;--> statement-breakpoint
CREATE INDEX "service_word_by_weight" ON "directory"."service_word" USING btree ("word","weight","number") WHERE weight > 0;