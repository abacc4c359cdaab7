CREATE SCHEMA "reconnect";
--> statement-breakpoint
CREATE TABLE "reconnect"."episode" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"facility_id" text NOT NULL,
	"source" text NOT NULL,
	"referred_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"accepted_by" text,
	"declined_at" timestamp with time zone,
	"declined_by" text,
	"decline_reason" text,
	"planned_release_date" date,
	"actual_release_date" date,
	"release_recorded_by" text,
	"slept_at" text,
	"extended_until" date,
	"extended_at" timestamp with time zone,
	"extended_by" text,
	"extension_reason" text,
	"closed_at" timestamp with time zone,
	"closed_by" text,
	"closure_reason" text
);
--> statement-breakpoint
CREATE TABLE "reconnect"."feed_cursor" (
	"feed" text PRIMARY KEY NOT NULL,
	"xid" "xid8" DEFAULT '0' NOT NULL,
	"id" bigint DEFAULT 0 NOT NULL,
	"moved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reconnect"."goal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"need_code" text NOT NULL,
	"status" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"reviewed_at" timestamp with time zone,
	"reviewed_by" text
);
--> statement-breakpoint
CREATE TABLE "reconnect"."idempotency" (
	"subject" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"result_id" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL,
	CONSTRAINT "idempotency_subject_key_pk" PRIMARY KEY("subject","key")
);
--> statement-breakpoint
CREATE TABLE "reconnect"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reconnect"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
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
CREATE TABLE "reconnect"."planned_release" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"date" date NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reconnect"."record_access" (
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
ALTER TABLE "reconnect"."goal" ADD CONSTRAINT "goal_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "reconnect"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconnect"."planned_release" ADD CONSTRAINT "planned_release_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "reconnect"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "episode_of_record" ON "reconnect"."episode" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "episode_due_for_release" ON "reconnect"."episode" USING btree ("facility_id","planned_release_date","id") WHERE closed_at is null and declined_at is null and actual_release_date is null;--> statement-breakpoint
CREATE INDEX "goal_of_episode" ON "reconnect"."goal" USING btree ("episode_id");--> statement-breakpoint
CREATE INDEX "outbox_in_feed_order" ON "reconnect"."outbox" USING btree ("xid","id");--> statement-breakpoint
CREATE INDEX "planned_release_of_episode" ON "reconnect"."planned_release" USING btree ("episode_id");--> statement-breakpoint
CREATE INDEX "record_access_by_audience" ON "reconnect"."record_access" USING btree ("audience","record_id");