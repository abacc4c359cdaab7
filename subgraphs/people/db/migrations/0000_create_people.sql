CREATE SCHEMA "people";
--> statement-breakpoint
CREATE TABLE "people"."consent" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"purpose" text NOT NULL,
	"decision" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"until" date
);
--> statement-breakpoint
CREATE TABLE "people"."feed_cursor" (
	"feed" text PRIMARY KEY NOT NULL,
	"xid" "xid8" DEFAULT '0' NOT NULL,
	"id" bigint DEFAULT 0 NOT NULL,
	"moved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people"."idempotency" (
	"subject" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"result_id" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL,
	CONSTRAINT "idempotency_subject_key_pk" PRIMARY KEY("subject","key")
);
--> statement-breakpoint
CREATE TABLE "people"."identifier" (
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"type" text NOT NULL,
	"value" text NOT NULL,
	"is_verified" boolean NOT NULL,
	CONSTRAINT "identifier_record_id_type_value_pk" PRIMARY KEY("record_id","type","value")
);
--> statement-breakpoint
CREATE TABLE "people"."identity_location" (
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid PRIMARY KEY NOT NULL,
	"service" text NOT NULL,
	"postcode" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people"."identity_record" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"service" text NOT NULL,
	"source_system" text NOT NULL,
	"source_key" text NOT NULL,
	"given_name" text NOT NULL,
	"family_name" text NOT NULL,
	"birth_date" date NOT NULL,
	"birth_date_is_estimated" boolean DEFAULT false NOT NULL,
	"sex" text NOT NULL,
	"ethnic_category" text
);
--> statement-breakpoint
CREATE TABLE "people"."link" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"record_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"evidence" text NOT NULL,
	"linked_at" timestamp with time zone NOT NULL,
	"linked_by" text NOT NULL,
	"unlinked_at" timestamp with time zone,
	"unlinked_by" text,
	"organisation" text NOT NULL,
	"retention_class" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "people"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
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
CREATE TABLE "people"."record_access" (
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
ALTER TABLE "people"."consent" ADD CONSTRAINT "consent_record_id_identity_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people"."identifier" ADD CONSTRAINT "identifier_record_id_identity_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people"."identity_location" ADD CONSTRAINT "identity_location_record_id_identity_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people"."link" ADD CONSTRAINT "link_record_id_identity_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consent_of_record" ON "people"."consent" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "identifier_by_value" ON "people"."identifier" USING btree ("type","value");--> statement-breakpoint
CREATE UNIQUE INDEX "identity_record_source" ON "people"."identity_record" USING btree ("organisation","source_system","source_key");--> statement-breakpoint
CREATE INDEX "identity_record_name_birth" ON "people"."identity_record" USING btree (lower("family_name"),"birth_date");--> statement-breakpoint
CREATE UNIQUE INDEX "link_in_force" ON "people"."link" USING btree ("record_id") WHERE unlinked_at is null;--> statement-breakpoint
CREATE INDEX "link_of_person" ON "people"."link" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "outbox_in_feed_order" ON "people"."outbox" USING btree ("xid","id");--> statement-breakpoint
CREATE INDEX "record_access_by_audience" ON "people"."record_access" USING btree ("audience","record_id");