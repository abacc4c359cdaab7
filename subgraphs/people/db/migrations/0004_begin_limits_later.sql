ALTER TABLE "people"."access_limit" ADD COLUMN "from" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "identity_record_born_on" ON "people"."identity_record" USING btree ("birth_date");--> statement-breakpoint
CREATE INDEX "access_limit_that_begins" ON "people"."access_limit" USING btree ("from");