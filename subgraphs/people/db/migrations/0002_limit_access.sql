CREATE TABLE "people"."access_limit" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"kind" text NOT NULL,
	"subjects" text[] NOT NULL,
	"reason" text NOT NULL,
	"until" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "people"."break_glass" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"reason_code" text NOT NULL,
	"explanation" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"overseers" text[] NOT NULL,
	"reviewed_at" timestamp with time zone,
	"reviewed_by" text,
	"outcome" text,
	"finding" text
);
--> statement-breakpoint
CREATE TABLE "people"."consent_override" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"purpose" text NOT NULL,
	"recipient" text NOT NULL,
	"ground" text NOT NULL,
	"condition" text NOT NULL,
	"reason" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "people"."death" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"died_on" date,
	"source" text,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people"."relationship" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"subject" text NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"until" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	"overseers" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people"."sensitive_flag" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people"."standing" (
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid PRIMARY KEY NOT NULL,
	"service" text NOT NULL,
	"positions" jsonb NOT NULL,
	"died_on" date,
	"death_source" text
);
--> statement-breakpoint
ALTER TABLE "people"."consent" ADD COLUMN "taken_by" text;--> statement-breakpoint
ALTER TABLE "people"."consent" ADD COLUMN "capacity" text;--> statement-breakpoint
UPDATE "people"."consent" SET "taken_by" = "recorded_by", "capacity" = 'HAD_CAPACITY';--> statement-breakpoint
ALTER TABLE "people"."consent" ALTER COLUMN "taken_by" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "people"."consent" ALTER COLUMN "capacity" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "people"."access_limit" ADD CONSTRAINT "access_limit_record_id_identity_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people"."break_glass" ADD CONSTRAINT "break_glass_record_id_identity_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people"."consent_override" ADD CONSTRAINT "consent_override_record_id_identity_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people"."death" ADD CONSTRAINT "death_record_id_identity_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people"."relationship" ADD CONSTRAINT "relationship_record_id_identity_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people"."sensitive_flag" ADD CONSTRAINT "sensitive_flag_record_id_identity_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people"."standing" ADD CONSTRAINT "standing_record_id_identity_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_limit_of_record" ON "people"."access_limit" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "break_glass_of_record" ON "people"."break_glass" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "break_glass_to_review" ON "people"."break_glass" USING btree ("recorded_at","id");--> statement-breakpoint
CREATE INDEX "consent_override_of_record" ON "people"."consent_override" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "death_of_record" ON "people"."death" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "relationship_of_record" ON "people"."relationship" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "relationship_claimed" ON "people"."relationship" USING btree ("kind","recorded_at","id");--> statement-breakpoint
CREATE INDEX "sensitive_flag_of_record" ON "people"."sensitive_flag" USING btree ("record_id","recorded_at");