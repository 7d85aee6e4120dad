CREATE TABLE "portal_links" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"leads_to" uuid NOT NULL,
	"room" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"used_at" timestamp(3) with time zone,
	CONSTRAINT "portal_links_hash_is_sha256" CHECK (octet_length("portal_links"."token_hash") = 32),
	CONSTRAINT "portal_links_room" CHECK ("portal_links"."room" IN ('usage', 'activity')),
	CONSTRAINT "portal_links_end" CHECK ("portal_links"."expires_at" > "portal_links"."created_at")
);
--> statement-breakpoint
ALTER TABLE "people" ALTER COLUMN "email" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ALTER COLUMN "password_hash" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "external_catalog" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "portal_links" ADD CONSTRAINT "portal_links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_keys_by_account" ON "api_keys" USING btree ("owner_account","id");--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_external" UNIQUE("external_catalog","external_id");--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_are_known" CHECK (num_nonnulls("people"."email", "people"."password_hash") IN (0, 2) AND num_nonnulls("people"."external_catalog", "people"."external_id") IN (0, 2) AND num_nonnulls("people"."email", "people"."external_id") >= 1);