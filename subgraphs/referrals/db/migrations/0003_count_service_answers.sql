CREATE TABLE "referrals"."service_answer" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "referrals"."service_answer_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"service_id" text NOT NULL,
	"answered_at" timestamp with time zone NOT NULL,
	"decline_reason" text,
	"retention_class" text DEFAULT 'operational' NOT NULL
);
--> statement-breakpoint
CREATE INDEX "service_answer_of_service" ON "referrals"."service_answer" USING btree ("service_id","answered_at","decline_reason");--> statement-breakpoint
INSERT INTO "referrals"."service_answer" ("service_id", "answered_at", "decline_reason")
SELECT "service_id", coalesce("accepted_at", "declined_at"), "decline_reason" FROM "referrals"."onward_referral" WHERE coalesce("accepted_at", "declined_at") IS NOT NULL;
