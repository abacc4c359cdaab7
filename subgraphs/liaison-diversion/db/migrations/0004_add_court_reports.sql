CREATE TABLE "liaison_diversion"."court_report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"type" text NOT NULL,
	"purpose" text NOT NULL,
	"court_id" text NOT NULL,
	"hearing_on" date NOT NULL,
	"case_reference" text,
	"recipient_organisation" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"issued_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "liaison_diversion"."information_share" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"recipient" text NOT NULL,
	"purpose" text NOT NULL,
	"contents" text NOT NULL,
	"shared_at" timestamp with time zone NOT NULL,
	"basis" text NOT NULL,
	"override_reason" text
);
--> statement-breakpoint
CREATE TABLE "liaison_diversion"."issued_court_report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"court_report_id" uuid NOT NULL,
	"issue_number" integer NOT NULL,
	"type" text NOT NULL,
	"purpose" text NOT NULL,
	"court_id" text NOT NULL,
	"hearing_on" date NOT NULL,
	"case_reference" text,
	"recipient_organisation" text NOT NULL,
	"contents" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"basis" text NOT NULL,
	"override_reason" text
);
--> statement-breakpoint
ALTER TABLE "liaison_diversion"."known_record" ADD COLUMN "positions" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."court_report" ADD CONSTRAINT "court_report_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "liaison_diversion"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."information_share" ADD CONSTRAINT "information_share_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "liaison_diversion"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."issued_court_report" ADD CONSTRAINT "issued_court_report_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "liaison_diversion"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."issued_court_report" ADD CONSTRAINT "issued_court_report_court_report_id_court_report_id_fk" FOREIGN KEY ("court_report_id") REFERENCES "liaison_diversion"."court_report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "court_report_of_episode" ON "liaison_diversion"."court_report" USING btree ("episode_id");--> statement-breakpoint
CREATE INDEX "court_report_due" ON "liaison_diversion"."court_report" USING btree ("organisation","hearing_on","id") WHERE issued_at is null;--> statement-breakpoint
CREATE INDEX "information_share_of_episode" ON "liaison_diversion"."information_share" USING btree ("episode_id");--> statement-breakpoint
CREATE UNIQUE INDEX "issue_of_court_report" ON "liaison_diversion"."issued_court_report" USING btree ("court_report_id","issue_number");--> statement-breakpoint
CREATE INDEX "issued_to_recipient" ON "liaison_diversion"."issued_court_report" USING btree ("recipient_organisation","hearing_on","id");