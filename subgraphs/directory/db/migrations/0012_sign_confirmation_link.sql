ALTER TABLE "directory"."confirmation_link" DROP CONSTRAINT "confirmation_link_secret_digest_unique";--> statement-breakpoint
ALTER TABLE "directory"."confirmation_link" DROP COLUMN "secret_digest";