CREATE TABLE "reconnect"."allocation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"side" text NOT NULL,
	"worker_id" text NOT NULL,
	"allocated_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "reconnect"."contact" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"contact_at" timestamp with time zone NOT NULL,
	"purpose" text NOT NULL,
	"mechanism" text NOT NULL,
	"attendance" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reconnect"."need" (
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
	"pathway" text NOT NULL,
	"status" text NOT NULL,
	"identified_at" timestamp with time zone NOT NULL,
	"status_at" timestamp with time zone NOT NULL,
	"status_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "assessed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "assessed_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "health_needs_met_on" date;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "plan_made_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "plan_made_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "temporarily_released_on" date;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "temporary_release_recorded_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "gate_meeting_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "gate_meeting_planned_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "gate_meeting_outcome" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "gate_meeting_recorded_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "first_contact_on" date;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "gp_registered_on" date;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "gp_registration_recorded_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "treatment_started_on" date;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "treatment_start_recorded_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "returned_to_custody_on" date;--> statement-breakpoint
ALTER TABLE "reconnect"."episode" ADD COLUMN "return_recorded_by" text;--> statement-breakpoint
ALTER TABLE "reconnect"."allocation" ADD CONSTRAINT "allocation_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "reconnect"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconnect"."contact" ADD CONSTRAINT "contact_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "reconnect"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconnect"."need" ADD CONSTRAINT "need_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "reconnect"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "allocation_of_episode" ON "reconnect"."allocation" USING btree ("episode_id");--> statement-breakpoint
CREATE INDEX "allocation_of_worker" ON "reconnect"."allocation" USING btree ("worker_id","episode_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "contact_of_episode" ON "reconnect"."contact" USING btree ("episode_id","contact_at");--> statement-breakpoint
CREATE UNIQUE INDEX "need_of_episode" ON "reconnect"."need" USING btree ("episode_id","code");