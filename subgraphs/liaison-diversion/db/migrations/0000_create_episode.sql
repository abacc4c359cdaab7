CREATE SCHEMA "liaison_diversion";
--> statement-breakpoint
CREATE TABLE "liaison_diversion"."episode" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"facility_id" text NOT NULL,
	"setting" text NOT NULL,
	"source" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"screened_at" timestamp with time zone,
	"screened_by" text,
	"screening_outcome" text,
	"screening_risk" text,
	"not_seen_at" timestamp with time zone,
	"not_seen_by" text,
	"not_seen_reason" text,
	"diversion_at" timestamp with time zone,
	"diversion_by" text,
	"outcome" text,
	"closed_at" timestamp with time zone,
	"closed_by" text,
	"closure_reason" text
);
--> statement-breakpoint
CREATE TABLE "liaison_diversion"."feed_cursor" (
	"feed" text PRIMARY KEY NOT NULL,
	"xid" "xid8" DEFAULT '0' NOT NULL,
	"id" bigint DEFAULT 0 NOT NULL,
	"moved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "liaison_diversion"."idempotency" (
	"subject" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"result_id" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL,
	CONSTRAINT "idempotency_subject_key_pk" PRIMARY KEY("subject","key")
);
--> statement-breakpoint
CREATE TABLE "liaison_diversion"."need" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"code" text NOT NULL,
	"status" text NOT NULL,
	"identified_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "liaison_diversion"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "liaison_diversion"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
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
CREATE TABLE "liaison_diversion"."record_access" (
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
ALTER TABLE "liaison_diversion"."need" ADD CONSTRAINT "need_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "liaison_diversion"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "episode_of_record" ON "liaison_diversion"."episode" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "episode_open_at_facility" ON "liaison_diversion"."episode" USING btree ("facility_id","received_at","id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "need_of_episode" ON "liaison_diversion"."need" USING btree ("episode_id");--> statement-breakpoint
CREATE INDEX "outbox_in_feed_order" ON "liaison_diversion"."outbox" USING btree ("xid","id");--> statement-breakpoint
CREATE INDEX "record_access_by_audience" ON "liaison_diversion"."record_access" USING btree ("audience","record_id");