CREATE TABLE "liaison_diversion"."peer_assignment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"employer" text NOT NULL,
	"assigned_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text
);
--> statement-breakpoint
ALTER TABLE "liaison_diversion"."contact" ADD COLUMN "is_peer_support" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."peer_assignment" ADD CONSTRAINT "peer_assignment_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "liaison_diversion"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "peer_assignment_in_force" ON "liaison_diversion"."peer_assignment" USING btree ("episode_id","subject") WHERE ended_at is null;