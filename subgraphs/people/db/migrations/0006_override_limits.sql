CREATE TABLE "people"."limit_override" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"reason_code" text NOT NULL,
	"explanation" text NOT NULL,
	"overseers" text[] NOT NULL,
	"outcome" text,
	"finding" text,
	"decided_at" timestamp with time zone,
	"decided_by" text,
	"until" timestamp with time zone,
	CONSTRAINT "limit_override_takes_two" CHECK (decided_by <> recorded_by)
);
--> statement-breakpoint
CREATE INDEX "limit_override_of_record" ON "people"."limit_override" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "limit_override_to_decide" ON "people"."limit_override" USING btree ("recorded_at","id") WHERE decided_at is null;