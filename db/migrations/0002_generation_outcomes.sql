ALTER TABLE "generations" ADD COLUMN "regenerates" uuid;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "metadata" jsonb;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "outcome_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_outcome" CHECK (num_nulls("generations"."outcome", "generations"."outcome_at") IN (0, 2) AND "generations"."outcome" IN ('kept', 'discarded'));--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_metadata" CHECK (jsonb_typeof("generations"."metadata") = 'object');