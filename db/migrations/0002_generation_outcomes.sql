ALTER TABLE "generations" ADD COLUMN "regenerates" uuid;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "metadata" jsonb;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "outcome_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_outcome" CHECK ("generations"."outcome" IN ('kept', 'discarded') AND "generations"."outcome_at" IS NOT NULL OR num_nulls("generations"."outcome", "generations"."outcome_at") = 2);--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_metadata" CHECK (jsonb_typeof("generations"."metadata") = 'object');