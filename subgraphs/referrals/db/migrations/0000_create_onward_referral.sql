CREATE SCHEMA "referrals";
--> statement-breakpoint
CREATE TABLE "referrals"."feed_cursor" (
	"feed" text PRIMARY KEY NOT NULL,
	"xid" "xid8" DEFAULT '0' NOT NULL,
	"id" bigint DEFAULT 0 NOT NULL,
	"moved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "referrals"."idempotency" (
	"subject" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"result_id" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL,
	CONSTRAINT "idempotency_subject_key_pk" PRIMARY KEY("subject","key")
);
--> statement-breakpoint
CREATE TABLE "referrals"."onward_referral" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"service_id" text NOT NULL,
	"provider_organisation" text NOT NULL,
	"liaison_diversion_episode_id" uuid,
	"reconnect_episode_id" uuid,
	"need_code" text NOT NULL,
	"sharing_basis" text,
	"override_reason" text,
	"sent_at" timestamp with time zone,
	"sent_by" text,
	"received_at" timestamp with time zone,
	"received_by" text,
	"accepted_at" timestamp with time zone,
	"accepted_by" text,
	"declined_at" timestamp with time zone,
	"declined_by" text,
	"decline_reason" text,
	"offered_at" timestamp with time zone,
	"offered_by" text,
	"first_appointment_at" timestamp with time zone,
	"attendance" text,
	"attendance_by" text,
	"missed_appointments" integer DEFAULT 0 NOT NULL,
	"support_started_at" timestamp with time zone,
	"support_started_by" text,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	"outcome" text,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" text,
	"withdrawal_reason" text,
	CONSTRAINT "of_one_episode" CHECK (num_nonnulls(liaison_diversion_episode_id, reconnect_episode_id) = 1),
	CONSTRAINT "shared_on_a_basis" CHECK (sent_at is null or sharing_basis is not null)
);
--> statement-breakpoint
CREATE TABLE "referrals"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "referrals"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
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
CREATE TABLE "referrals"."record_access" (
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
CREATE TABLE "referrals"."signpost" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"service_id" text NOT NULL,
	"need_code" text NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	"taken_up" text,
	"take_up_at" timestamp with time zone,
	"take_up_by" text
);
--> statement-breakpoint
CREATE INDEX "onward_referral_of_record" ON "referrals"."onward_referral" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "onward_referral_of_liaison_diversion_episode" ON "referrals"."onward_referral" USING btree ("liaison_diversion_episode_id");--> statement-breakpoint
CREATE INDEX "onward_referral_of_reconnect_episode" ON "referrals"."onward_referral" USING btree ("reconnect_episode_id");--> statement-breakpoint
CREATE INDEX "onward_referral_to_service" ON "referrals"."onward_referral" USING btree ("service_id","sent_at","id");--> statement-breakpoint
CREATE INDEX "onward_referral_unheard" ON "referrals"."onward_referral" USING btree ("organisation","service","sent_at","id") WHERE sent_at is not null and received_at is null and accepted_at is null and declined_at is null and withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "outbox_in_feed_order" ON "referrals"."outbox" USING btree ("xid","id");--> statement-breakpoint
CREATE INDEX "record_access_by_audience" ON "referrals"."record_access" USING btree ("audience","record_id");--> statement-breakpoint
CREATE INDEX "signpost_of_record" ON "referrals"."signpost" USING btree ("record_id");