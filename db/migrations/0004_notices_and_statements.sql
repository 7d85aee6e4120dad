ALTER TABLE "memberships" ADD COLUMN "dismissed_level" integer;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "dismissed_period" timestamp(3) with time zone;--> statement-breakpoint
CREATE INDEX "entries_ended" ON "entries" USING btree ("account_id","seq") WHERE to_place IN ('expired', 'revoked');--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_dismissed" CHECK (num_nonnulls("memberships"."dismissed_level", "memberships"."dismissed_period") IN (0, 2) AND "memberships"."dismissed_level" IN (75, 90, 100));