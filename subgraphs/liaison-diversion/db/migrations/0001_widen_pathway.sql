CREATE TABLE "liaison_diversion"."assessment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"specialism" text,
	"requested_at" timestamp with time zone,
	"requested_by" text,
	"assessed_at" timestamp with time zone,
	"assessed_by" text,
	"assessment_recorded_by" text,
	"tools" text[] DEFAULT '{}' NOT NULL,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "liaison_diversion"."contact" (
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
	"mechanism" text NOT NULL,
	"attendance" text NOT NULL,
	"place" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "liaison_diversion"."episode_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"episode_version" integer NOT NULL,
	"action" text NOT NULL,
	"reason" text,
	"corrections" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "liaison_diversion"."justice_outcome" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"decided_by" text NOT NULL,
	"code" text NOT NULL,
	"decided_on" date NOT NULL
);
--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "offence_group" text DEFAULT 'NOT_RECORDED' NOT NULL;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "custody_clock_started_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "screening_offered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "screening_offered_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "screening_urgency" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "assessed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "custody_disposal_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "custody_disposal_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "custody_disposal" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "diverted_out_of_justice_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "diverted_out_of_justice_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "supported_within_justice_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "supported_within_justice_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "not_diverted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "not_diverted_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "follow_up_due_on" date;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "reopened_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" ADD COLUMN "reopened_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."need" ADD COLUMN "source" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."need" ADD COLUMN "definition" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."need" ADD COLUMN "already_supported_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."need" ADD COLUMN "referred_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."need" ADD COLUMN "met_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."need" ADD COLUMN "declined_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."need" ADD COLUMN "reviewed_by" text;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."assessment" ADD CONSTRAINT "assessment_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "liaison_diversion"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."contact" ADD CONSTRAINT "contact_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "liaison_diversion"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode_change" ADD CONSTRAINT "episode_change_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "liaison_diversion"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."justice_outcome" ADD CONSTRAINT "justice_outcome_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "liaison_diversion"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assessment_of_episode" ON "liaison_diversion"."assessment" USING btree ("episode_id");--> statement-breakpoint
CREATE INDEX "contact_of_episode" ON "liaison_diversion"."contact" USING btree ("episode_id","contact_at");--> statement-breakpoint
CREATE UNIQUE INDEX "episode_change_of_episode" ON "liaison_diversion"."episode_change" USING btree ("episode_id","episode_version");--> statement-breakpoint
CREATE INDEX "justice_outcome_of_episode" ON "liaison_diversion"."justice_outcome" USING btree ("episode_id");--> statement-breakpoint
UPDATE "liaison_diversion"."episode" SET
  "diverted_out_of_justice_at" = CASE "outcome" WHEN 'DIVERTED_OUT_OF_JUSTICE' THEN "diversion_at" END,
  "diverted_out_of_justice_by" = CASE "outcome" WHEN 'DIVERTED_OUT_OF_JUSTICE' THEN "diversion_by" END,
  "supported_within_justice_at" = CASE "outcome" WHEN 'SUPPORTED_WITHIN_JUSTICE' THEN "diversion_at" END,
  "supported_within_justice_by" = CASE "outcome" WHEN 'SUPPORTED_WITHIN_JUSTICE' THEN "diversion_by" END,
  "not_diverted_at" = CASE "outcome" WHEN 'NOT_DIVERTED' THEN "diversion_at" END,
  "not_diverted_by" = CASE "outcome" WHEN 'NOT_DIVERTED' THEN "diversion_by" END
WHERE "outcome" IS NOT NULL;--> statement-breakpoint
UPDATE "liaison_diversion"."need" SET
  "already_supported_at" = CASE "status" WHEN 'ALREADY_SUPPORTED' THEN "identified_at" END,
  "referred_at" = CASE "status" WHEN 'REFERRED' THEN "identified_at" END,
  "met_at" = CASE "status" WHEN 'MET' THEN "identified_at" END,
  "declined_at" = CASE "status" WHEN 'DECLINED' THEN "identified_at" END
WHERE "status" <> 'IDENTIFIED';
