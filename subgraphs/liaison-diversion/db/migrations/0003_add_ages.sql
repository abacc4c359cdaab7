CREATE TABLE "liaison_diversion"."appropriate_adult" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"who" text NOT NULL,
	"called_at" timestamp with time zone NOT NULL,
	"arrived_at" timestamp with time zone,
	"arrival_recorded_by" text
);
--> statement-breakpoint
CREATE TABLE "liaison_diversion"."cohort_flag" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"cohort" text NOT NULL,
	"removed_at" timestamp with time zone,
	"removed_by" text
);
--> statement-breakpoint
CREATE TABLE "liaison_diversion"."known_record" (
	"record_id" uuid PRIMARY KEY NOT NULL,
	"born_on" date,
	"died_on" date
);
--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "born_on" date;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "child_circumstances_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "child_circumstances_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "is_looked_after" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "child_protection_plan" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "is_youth_court_case" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."appropriate_adult" ADD CONSTRAINT "appropriate_adult_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "liaison_diversion"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."cohort_flag" ADD CONSTRAINT "cohort_flag_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "liaison_diversion"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "appropriate_adult_of_episode" ON "liaison_diversion"."appropriate_adult" USING btree ("episode_id");--> statement-breakpoint
CREATE UNIQUE INDEX "cohort_flag_in_force" ON "liaison_diversion"."cohort_flag" USING btree ("episode_id","cohort") WHERE removed_at is null;