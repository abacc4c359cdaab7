CREATE TABLE "people"."seen_alone" (
	"id" uuid PRIMARY KEY NOT NULL,
	"record_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"until" timestamp with time zone,
	"not_before" timestamp with time zone,
	"person_id" uuid NOT NULL,
	"decided_by" text NOT NULL,
	"decision_id" uuid,
	"weight" real,
	"evidence" jsonb NOT NULL,
	"model_version" text,
	"linked_at" timestamp with time zone NOT NULL,
	"linked_by" text NOT NULL,
	"unlinked_at" timestamp with time zone,
	"unlinked_by" text,
	"organisation" text NOT NULL,
	"retention_class" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "people"."seen_alone" ADD CONSTRAINT "seen_alone_record_id_identity_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "people"."identity_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "seen_alone_of_record" ON "people"."seen_alone" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "seen_alone_as_person" ON "people"."seen_alone" USING btree ("person_id");