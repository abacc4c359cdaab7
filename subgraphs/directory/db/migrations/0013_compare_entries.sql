ALTER TABLE "directory"."organisation" ADD COLUMN "charity_number" text;--> statement-breakpoint
ALTER TABLE "directory"."organisation" ADD COLUMN "company_number" text;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "phone_key" text;--> statement-breakpoint
ALTER TABLE "directory"."service" ADD COLUMN "web_key" text;--> statement-breakpoint
CREATE INDEX "organisation_of_charity_number" ON "directory"."organisation" USING btree ("charity_number") WHERE charity_number is not null;--> statement-breakpoint
CREATE INDEX "organisation_of_company_number" ON "directory"."organisation" USING btree ("company_number") WHERE company_number is not null;--> statement-breakpoint
CREATE INDEX "service_of_organisation" ON "directory"."service" USING btree ("organisation_id") WHERE organisation_id is not null;--> statement-breakpoint
CREATE INDEX "service_of_phone" ON "directory"."service" USING btree ("phone_key") WHERE phone_key is not null;--> statement-breakpoint
CREATE INDEX "service_of_web_address" ON "directory"."service" USING btree ("web_key") WHERE web_key is not null;--> statement-breakpoint
UPDATE "directory"."service" SET
  "phone_key" = (select case when length(digits) < 6 then null else left(digits, 11) end
    from (select regexp_replace(regexp_replace(regexp_replace("phone", '^\s*(\+|00)\s*44\s*(\(0\))?', '0'), '\D', '', 'g'), '^00', '0') as digits) as said),
  "web_key" = (select case when bare like '%.%' and bare !~ '^([^/]*\.)?(gov|nhs|police|facebook|instagram|twitter|x|linkedin|eventbrite|google)\.(uk|com|co\.uk)$' then bare end
    from (select regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(lower(btrim("url")), '^[a-z]+://', ''), '^www\d?\.', ''), '#.*$', ''), '/(index|default|home)\.[a-z]{3,5}$', ''), '/+$', '') as bare) as said)
WHERE "phone" IS NOT NULL OR "url" IS NOT NULL;--> statement-breakpoint
UPDATE "directory"."organisation" SET
  "charity_number" = (select case when number ~ '[0-9]{4}' then number end
    from (select regexp_replace(regexp_replace(regexp_replace(upper(one ->> 'identifier'), '^GB-(CHC|SC|NIC|COH)-', ''), '[^A-Z0-9]', '', 'g'), '^([A-Z]*)0+', '\1') as number
      from jsonb_array_elements("identifiers") with ordinality as listed(one, place)
      where concat(one ->> 'scheme', ' ', one ->> 'type') ~* 'charit|GB-(CHC|SC|NIC)\y' order by place limit 1) as said),
  "company_number" = (select case when number ~ '[0-9]{4}' then number end
    from (select regexp_replace(regexp_replace(regexp_replace(upper(one ->> 'identifier'), '^GB-(CHC|SC|NIC|COH)-', ''), '[^A-Z0-9]', '', 'g'), '^([A-Z]*)0+', '\1') as number
      from jsonb_array_elements("identifiers") with ordinality as listed(one, place)
      where concat(one ->> 'scheme', ' ', one ->> 'type') ~* 'compan|GB-COH\y' order by place limit 1) as said)
WHERE "identifiers" <> '[]'::jsonb;
