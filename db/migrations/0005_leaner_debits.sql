ALTER TABLE "entries" DROP CONSTRAINT "entries_kind";--> statement-breakpoint
ALTER TABLE "entries" DROP CONSTRAINT "entries_reason";--> statement-breakpoint
ALTER TABLE "entries" DROP CONSTRAINT "entries_places";--> statement-breakpoint
ALTER TABLE "generations" DROP CONSTRAINT "generations_status";--> statement-breakpoint
ALTER TABLE "generations" DROP CONSTRAINT "generations_steps";--> statement-breakpoint
ALTER TABLE "grants" DROP CONSTRAINT "grants_source";--> statement-breakpoint
ALTER TABLE "subscriptions" DROP CONSTRAINT "subscriptions_status";--> statement-breakpoint
ALTER TABLE "entries" DROP CONSTRAINT "entries_account_id_accounts_account_id_fk";
--> statement-breakpoint
ALTER TABLE "generations" DROP CONSTRAINT "generations_account_id_accounts_account_id_fk";
--> statement-breakpoint
DROP INDEX "entries_by_generation";--> statement-breakpoint
ALTER TABLE "generations" ALTER COLUMN "receipt" SET DATA TYPE json;--> statement-breakpoint
-- What was charged at once is what its receipt says: its first step is not kept a second time.
UPDATE "generations" SET "steps" = "steps" - 0 WHERE "status" IN ('free', 'debited');--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_kind" CHECK ("entries"."kind" = ANY('{grant,debit,free,hold,capture,void,refund,expire,revoke,reissue}'::text[]));--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_reason" CHECK ("entries"."reason" = ANY('{subscribed,renewed,first_time,goodwill,promotion,imported,contract,bought,seats_added,add_on,generation,lifetime_over,carry_over_cap,refreshed,payment_failed,upgraded,plan_changed,cancelled,lapsed,unused,refunded,refunded_earlier,reissued,reissued_earlier,extended,revoked}'::text[]));--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_places" CHECK ("entries"."from_place" = ANY('{issued,available,held,spent,expired,revoked,reissued}'::text[]) AND "entries"."to_place" = ANY('{issued,available,held,spent,expired,revoked,reissued}'::text[]) AND "entries"."to_place" <> 'issued');--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_status" CHECK ("generations"."status" = ANY('{free,debited,held,captured,voided,lapsed}'::text[]));--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_steps" CHECK (jsonb_typeof("generations"."steps") = 'array' AND (jsonb_array_length("generations"."steps") > 0 OR "generations"."status" = ANY('{free,debited}'::text[])));--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_source" CHECK ("grants"."source" = ANY('{plan,once,goodwill,promotion,pack,add_on,contract,import,refund}'::text[]));--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_status" CHECK ("subscriptions"."status" = ANY('{active,awaiting_payment,suspended}'::text[]));