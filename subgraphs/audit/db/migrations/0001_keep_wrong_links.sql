CREATE TABLE "audit"."wrong_link" (
	"id" uuid PRIMARY KEY NOT NULL,
	"record_id" uuid NOT NULL,
	"companion_ids" uuid[] NOT NULL,
	"linked_at" timestamp with time zone NOT NULL,
	"parted_at" timestamp with time zone NOT NULL,
	"organisation" text NOT NULL,
	"retention_class" text DEFAULT 'audit' NOT NULL
);
--> statement-breakpoint
CREATE INDEX "wrong_link_of_record" ON "audit"."wrong_link" USING btree ("record_id");