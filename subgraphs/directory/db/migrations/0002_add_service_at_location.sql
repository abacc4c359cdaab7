CREATE TABLE "directory"."service_at_location" (
	"id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"is_current" boolean DEFAULT true NOT NULL,
	"description" text,
	"schedules" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL,
	CONSTRAINT "service_at_location_service_id_location_id_pk" PRIMARY KEY("service_id","location_id")
);
--> statement-breakpoint
ALTER TABLE "directory"."location" ADD COLUMN "kind" text DEFAULT 'PHYSICAL' NOT NULL;--> statement-breakpoint
ALTER TABLE "directory"."location" ADD COLUMN "description" text;--> statement-breakpoint
ALTER TABLE "directory"."location" ADD COLUMN "county" text;--> statement-breakpoint
ALTER TABLE "directory"."location" ADD COLUMN "country" text;--> statement-breakpoint
ALTER TABLE "directory"."location" ADD COLUMN "spot" "point";--> statement-breakpoint
ALTER TABLE "directory"."location" ADD COLUMN "transport" text;--> statement-breakpoint
ALTER TABLE "directory"."location" ADD COLUMN "accessibility" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "directory"."organisation" ADD COLUMN "description" text;--> statement-breakpoint
ALTER TABLE "directory"."organisation" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "directory"."organisation" ADD COLUMN "identifiers" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "alternate_name" text;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "eligibility" text;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "application_process" text;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "fees" text;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "accreditations" text;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "alert" text;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "interpretation" text;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "other_phones" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "schedules" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "bank_holidays" text;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "service_areas" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "coverage" text[];--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "costs" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "languages" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "terms" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "capacities" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "takes_under_18" boolean;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "takes_sex" text;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "needs_consent" boolean;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "waiting_days" integer;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "assured_by" text;--> statement-breakpoint
ALTER TABLE "directory"."service_at_location" ADD CONSTRAINT "service_at_location_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "directory"."service"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory"."service_at_location" ADD CONSTRAINT "service_at_location_location_id_location_id_fk" FOREIGN KEY ("location_id") REFERENCES "directory"."location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "service_at_location_by_id" ON "directory"."service_at_location" USING btree ("id");--> statement-breakpoint
CREATE INDEX "service_at_location_of_location" ON "directory"."service_at_location" USING btree ("location_id");--> statement-breakpoint
CREATE INDEX "location_on_map" ON "directory"."location" USING gist ("spot");