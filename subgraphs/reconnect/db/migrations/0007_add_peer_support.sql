CREATE TABLE "reconnect"."peer_assignment" (
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
	"ended_by" text,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "reconnect"."peer_offer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"retention_class" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" text NOT NULL,
	"record_id" uuid NOT NULL,
	"service" text NOT NULL,
	"episode_id" uuid NOT NULL,
	"offered_at" timestamp with time zone NOT NULL,
	"answer" text NOT NULL,
	"place" bigint GENERATED ALWAYS AS IDENTITY (sequence name "reconnect"."peer_offer_place_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1)
);
--> statement-breakpoint
ALTER TABLE "reconnect"."contact" ADD COLUMN "is_peer_support" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "reconnect"."peer_assignment" ADD CONSTRAINT "peer_assignment_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "reconnect"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconnect"."peer_offer" ADD CONSTRAINT "peer_offer_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "reconnect"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "peer_assignment_of_episode" ON "reconnect"."peer_assignment" USING btree ("episode_id");--> statement-breakpoint
CREATE UNIQUE INDEX "peer_assignment_in_force" ON "reconnect"."peer_assignment" USING btree ("episode_id","subject") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "peer_offer_of_episode" ON "reconnect"."peer_offer" USING btree ("episode_id","offered_at");