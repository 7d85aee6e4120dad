DROP INDEX "payment_attempts_cut_short";--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD COLUMN "asks" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD COLUMN "ask_at" timestamp(3) with time zone;--> statement-breakpoint
CREATE INDEX "payment_attempts_to_recover" ON "payment_attempts" USING btree (coalesce(ask_at, created_at)) WHERE status IN ('pending', 'giving_back') OR ask_at IS NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD CONSTRAINT "payment_attempts_asks" CHECK ("payment_attempts"."asks" >= 0 AND ("payment_attempts"."asks" > 0) = ("payment_attempts"."ask_at" IS NOT NULL));