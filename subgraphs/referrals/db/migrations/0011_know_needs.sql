CREATE TABLE "referrals"."known_need" (
	"code" text PRIMARY KEY NOT NULL
);
