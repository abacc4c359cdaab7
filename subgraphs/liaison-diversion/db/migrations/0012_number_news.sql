ALTER TABLE "liaison_diversion"."known_record" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."known_record" ADD COLUMN "death_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "liaison_diversion"."known_record" ADD COLUMN "positions_version" integer DEFAULT 0 NOT NULL;