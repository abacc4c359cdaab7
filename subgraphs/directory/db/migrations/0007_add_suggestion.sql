CREATE TABLE "directory"."confirmation_link" (
	"id" uuid PRIMARY KEY NOT NULL,
	"service_id" uuid NOT NULL,
	"service_version" integer NOT NULL,
	"secret_digest" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"made_by" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"retention_class" text DEFAULT 'operational' NOT NULL,
	CONSTRAINT "confirmation_link_secret_digest_unique" UNIQUE("secret_digest")
);
--> statement-breakpoint
CREATE TABLE "directory"."service_suggestion" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"service_id" uuid NOT NULL,
	"service_version" integer NOT NULL,
	"changes" jsonb NOT NULL,
	"note" text,
	"suggested_at" timestamp with time zone NOT NULL,
	"suggested_by" text NOT NULL,
	"state" text NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" text,
	"reason" text,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "directory"."confirmation_link" ADD CONSTRAINT "confirmation_link_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "directory"."service"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory"."service_suggestion" ADD CONSTRAINT "service_suggestion_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "directory"."service"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "service_suggestion_pending" ON "directory"."service_suggestion" USING btree ("service_id") WHERE state = 'PENDING';