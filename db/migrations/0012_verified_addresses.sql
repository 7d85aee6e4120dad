ALTER TABLE "people" ADD COLUMN "verified_at" timestamp(3) with time zone;--> statement-breakpoint
-- Whoever is here already is asked for nothing.
UPDATE "people" SET "verified_at" = "created_at" WHERE "email" IS NOT NULL;
