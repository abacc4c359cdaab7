CREATE TABLE "people"."seen_alone" (
	"record_id" uuid PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"until" timestamp with time zone,
	"not_before" timestamp with time zone,
	"link_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"decided_by" text NOT NULL,
	"decision_id" uuid,
	"weight" real,
	"evidence" jsonb NOT NULL,
	"model_version" text,
	"linked_at" timestamp with time zone NOT NULL,
	"linked_by" text NOT NULL,
	"organisation" text NOT NULL,
	"retention_class" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "people"."seen_alone" ADD CONSTRAINT "seen_alone_record_id_identity_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "seen_alone_as_person" ON "people"."seen_alone" USING btree ("person_id");