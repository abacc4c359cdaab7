CREATE TABLE "directory"."service_change" (
	"service_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by" text NOT NULL,
	"fields" jsonb NOT NULL,
	"retention_class" text DEFAULT 'operational' NOT NULL,
	CONSTRAINT "service_change_service_id_version_pk" PRIMARY KEY("service_id","version")
);
--> statement-breakpoint
ALTER TABLE "directory"."service_change" ADD CONSTRAINT "service_change_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "directory"."service"("id") ON DELETE no action ON UPDATE no action;