CREATE SCHEMA "audit";
--> statement-breakpoint
CREATE TABLE "audit"."change_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"room" text NOT NULL,
	"type" text NOT NULL,
	"record_id" uuid,
	"subject_id" text NOT NULL,
	"actor" text NOT NULL,
	"actor_role" text NOT NULL,
	"organisation" text NOT NULL,
	"request_id" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"retention_class" text DEFAULT 'audit' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit"."feed_cursor" (
	"feed" text PRIMARY KEY NOT NULL,
	"xid" "xid8" DEFAULT '0' NOT NULL,
	"id" bigint DEFAULT 0 NOT NULL,
	"moved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit"."idempotency" (
	"subject" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"result_id" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL,
	CONSTRAINT "idempotency_subject_key_pk" PRIMARY KEY("subject","key")
);
--> statement-breakpoint
CREATE TABLE "audit"."operation" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"request_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"subject" text NOT NULL,
	"issuer" text NOT NULL,
	"organisation" text NOT NULL,
	"role" text NOT NULL,
	"purpose" text NOT NULL,
	"operation_name" text,
	"document_hash" text NOT NULL,
	"record_ids" uuid[] NOT NULL,
	"retention_class" text DEFAULT 'audit' NOT NULL,
	CONSTRAINT "operation_request_id_unique" UNIQUE("request_id")
);
--> statement-breakpoint
CREATE TABLE "audit"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
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
CREATE TABLE "audit"."record_access" (
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
CREATE INDEX "change_event_by_record" ON "audit"."change_event" USING btree ("record_id","recorded_at");--> statement-breakpoint
CREATE INDEX "operation_by_record" ON "audit"."operation" USING gin ("record_ids");--> statement-breakpoint
CREATE INDEX "outbox_in_feed_order" ON "audit"."outbox" USING btree ("xid","id");--> statement-breakpoint
CREATE INDEX "record_access_by_audience" ON "audit"."record_access" USING btree ("audience","record_id");