CREATE SCHEMA "directory";
--> statement-breakpoint
CREATE TABLE "directory"."facility" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"place_id" text,
	"postcode" text,
	"open_from" date,
	"closed_on" date,
	"court_ou_code" text,
	"note" text,
	"source" text NOT NULL,
	"as_at" date NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL,
	CONSTRAINT "facility_opens_before_it_closes" CHECK ("directory"."facility"."open_from" < "directory"."facility"."closed_on")
);
--> statement-breakpoint
CREATE TABLE "directory"."feed_cursor" (
	"feed" text PRIMARY KEY NOT NULL,
	"xid" "xid8" DEFAULT '0' NOT NULL,
	"id" bigint DEFAULT 0 NOT NULL,
	"moved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "directory"."idempotency" (
	"subject" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"result_id" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL,
	CONSTRAINT "idempotency_subject_key_pk" PRIMARY KEY("subject","key")
);
--> statement-breakpoint
CREATE TABLE "directory"."location" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text,
	"address" text,
	"town" text,
	"postcode" text,
	"latitude" double precision,
	"longitude" double precision,
	"place_id" text,
	"is_hidden" boolean NOT NULL,
	"feed" text,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "directory"."need" (
	"code" text PRIMARY KEY NOT NULL,
	"position" integer NOT NULL,
	"label" text NOT NULL,
	"resettlement_pathway" text,
	"external_terms" text[] NOT NULL,
	"source" text NOT NULL,
	"as_at" date NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "directory"."organisation" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"url" text,
	"feed" text,
	"source" text NOT NULL,
	"as_at" date NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "directory"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "directory"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"event_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"type" text NOT NULL,
	"shape_version" integer NOT NULL,
	"subject_id" text NOT NULL,
	"subject_version" integer NOT NULL,
	"record_id" uuid,
	"organisation" text NOT NULL,
	"actor" text NOT NULL,
	"actor_role" text NOT NULL,
	"request_id" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"payload" jsonb NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "directory"."place" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"force" text NOT NULL,
	"outcodes" text[] NOT NULL,
	"source" text NOT NULL,
	"as_at" date NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "directory"."record_access" (
	"record_id" uuid NOT NULL,
	"audience" text NOT NULL,
	"level" text NOT NULL,
	"reason" text,
	"service" text NOT NULL,
	"until" timestamp with time zone,
	"version" bigint NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL,
	CONSTRAINT "record_access_record_id_audience_level_pk" PRIMARY KEY("record_id","audience","level")
);
--> statement-breakpoint
CREATE TABLE "directory"."service" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"status" text NOT NULL,
	"organisation_id" text,
	"need_codes" text[] NOT NULL,
	"minimum_age" integer,
	"maximum_age" integer,
	"url" text,
	"email" text,
	"phone" text,
	"conviction_exclusions" text[],
	"takes_no_fixed_abode" boolean,
	"referral_route" text,
	"location_ids" uuid[] NOT NULL,
	"assured_date" date,
	"feed" text,
	"source_id" text,
	"feed_digest" text,
	"is_kept_here" boolean DEFAULT false NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "directory"."staff_contact" (
	"service_id" uuid PRIMARY KEY NOT NULL,
	"name" text,
	"email" text,
	"phone" text,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "directory"."facility" ADD CONSTRAINT "facility_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "directory"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory"."location" ADD CONSTRAINT "location_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "directory"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD CONSTRAINT "service_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "directory"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory"."staff_contact" ADD CONSTRAINT "staff_contact_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "directory"."service"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "facility_at_place" ON "directory"."facility" USING btree ("place_id");--> statement-breakpoint
CREATE INDEX "location_at_place" ON "directory"."location" USING btree ("place_id");--> statement-breakpoint
CREATE INDEX "outbox_in_feed_order" ON "directory"."outbox" USING btree ("xid","id");--> statement-breakpoint
CREATE INDEX "record_access_by_audience" ON "directory"."record_access" USING btree ("audience","record_id");--> statement-breakpoint
CREATE INDEX "service_in_order" ON "directory"."service" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "service_of_need" ON "directory"."service" USING gin ("need_codes");--> statement-breakpoint
CREATE INDEX "service_of_feed" ON "directory"."service" USING btree ("feed");--> statement-breakpoint
CREATE INDEX "service_words" ON "directory"."service" USING gin (to_tsvector('english', "name" || ' ' || coalesce("description", '')));