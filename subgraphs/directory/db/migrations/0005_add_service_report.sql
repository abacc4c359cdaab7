CREATE TABLE "directory"."service_report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"service_id" uuid NOT NULL,
	"problem" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	"reported_by" text NOT NULL,
	"settled_at" timestamp with time zone,
	"settled_by" text,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "directory"."service_report" ADD CONSTRAINT "service_report_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "directory"."service"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "service_report_standing" ON "directory"."service_report" USING btree ("service_id") WHERE settled_at is null;