ALTER TABLE "liaison_diversion"."episode" DROP COLUMN "diversion_at";--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" DROP COLUMN "diversion_by";--> statement-breakpoint
ALTER TABLE "liaison_diversion"."episode" DROP COLUMN "outcome";--> statement-breakpoint
ALTER TABLE "liaison_diversion"."need" DROP COLUMN "status";