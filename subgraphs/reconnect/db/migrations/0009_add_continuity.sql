CREATE TABLE "reconnect"."continuity" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"days_in_hand" integer NOT NULL,
	"continues_on" date,
	"continues_by" text
);
--> statement-breakpoint
ALTER TABLE "reconnect"."continuity" ADD CONSTRAINT "continuity_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "reconnect"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "continuity_of_episode" ON "reconnect"."continuity" USING btree ("episode_id","kind");