CREATE TABLE "reconnect"."prison_transfer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"from_facility_id" text NOT NULL,
	"facility_id" text NOT NULL,
	"transferred_on" date NOT NULL,
	"place" bigint GENERATED ALWAYS AS IDENTITY (sequence name "reconnect"."prison_transfer_place_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1)
);
--> statement-breakpoint
ALTER TABLE "reconnect"."prison_transfer" ADD CONSTRAINT "prison_transfer_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "reconnect"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "prison_transfer_of_episode" ON "reconnect"."prison_transfer" USING btree ("episode_id");