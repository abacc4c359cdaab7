CREATE SCHEMA "directory";
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
CREATE INDEX "outbox_in_feed_order" ON "directory"."outbox" USING btree ("xid","id");--> statement-breakpoint
CREATE INDEX "record_access_by_audience" ON "directory"."record_access" USING btree ("audience","record_id");