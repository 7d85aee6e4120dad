CREATE TABLE "holds" (
	"account_id" uuid NOT NULL,
	"generation_id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"lapses_at" timestamp(3) with time zone NOT NULL,
	"period_start" timestamp(3) with time zone,
	"feature" text NOT NULL,
	"model" text,
	"member" text,
	"free" jsonb NOT NULL,
	"parts" jsonb NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "holds_account_id_generation_id_pk" PRIMARY KEY("account_id","generation_id"),
	CONSTRAINT "holds_lapse_later" CHECK ("holds"."lapses_at" > "holds"."at"),
	CONSTRAINT "holds_parts" CHECK ("holds"."amount" >= 0 AND ("holds"."amount" > 0) = (jsonb_array_length("holds"."parts") > 0))
);
--> statement-breakpoint
CREATE TABLE "later_steps" (
	"account_id" uuid NOT NULL,
	"project" text NOT NULL,
	"first_seq" bigint NOT NULL,
	"last_seq" bigint NOT NULL,
	"generation_id" uuid NOT NULL,
	CONSTRAINT "later_steps_account_id_project_first_seq_pk" PRIMARY KEY("account_id","project","first_seq"),
	CONSTRAINT "later_steps_entries" CHECK ("later_steps"."first_seq" <= "later_steps"."last_seq")
);
--> statement-breakpoint
ALTER TABLE "generations" DROP CONSTRAINT "generations_free_costs_nothing";--> statement-breakpoint
ALTER TABLE "generations" DROP CONSTRAINT "generations_never_negative";--> statement-breakpoint
ALTER TABLE "subscriptions" DROP CONSTRAINT "subscriptions_counts";--> statement-breakpoint
ALTER TABLE "subscriptions" DROP CONSTRAINT "subscriptions_status";--> statement-breakpoint
ALTER TABLE "usage_rollups" DROP CONSTRAINT "usage_rollups_count";--> statement-breakpoint
DROP INDEX "entries_by_kind";--> statement-breakpoint
ALTER TABLE "generations" ALTER COLUMN "first_seq" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "generations" ALTER COLUMN "last_seq" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "member" text;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "held" bigint NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE "generations" ALTER COLUMN "held" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "refunded" bigint NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE "generations" ALTER COLUMN "refunded" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "steps" jsonb;--> statement-breakpoint
-- Until now a generation was one step, which its receipt tells whole.
UPDATE "generations" SET "steps" = jsonb_build_array(jsonb_build_object(
	'kind', CASE "status" WHEN 'free' THEN 'free' ELSE 'debit' END,
	'at', to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
	'credits', trim_scale("credits" * 0.000001),
	'burns', "receipt" -> 'burns',
	'firstSeq', "first_seq",
	'lastSeq', "last_seq",
	'periodStart', "receipt" -> 'periodStart',
	'balanceBefore', "receipt" -> 'balanceBefore',
	'balanceAfter', "receipt" -> 'balanceAfter'
));--> statement-breakpoint
ALTER TABLE "generations" ALTER COLUMN "steps" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "needs_subscription" boolean NOT NULL DEFAULT false;--> statement-breakpoint
ALTER TABLE "grants" ALTER COLUMN "needs_subscription" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "headers" ADD COLUMN "rules" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
-- What an account has had once belongs to the account: it outlives the subscription.
UPDATE "headers" h SET "rules" = jsonb_build_object('claimed', to_jsonb(s."claimed"))
	FROM "subscriptions" s WHERE s."account_id" = h."account_id" AND cardinality(s."claimed") > 0;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "anchor_index" integer NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE "subscriptions" ALTER COLUMN "anchor_index" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "grace_ends_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "granted_through" timestamp(3) with time zone;--> statement-breakpoint
-- No plan gave anything within a period so far: nothing is owed for the time before the account's last entry.
UPDATE "subscriptions" s SET "granted_through" = greatest(s."anchor", h."at", h."period_start")
	FROM "headers" h WHERE h."account_id" = s."account_id";--> statement-breakpoint
ALTER TABLE "subscriptions" ALTER COLUMN "granted_through" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "next" jsonb;--> statement-breakpoint
ALTER TABLE "usage_rollups" ADD COLUMN "refunded_earlier" bigint NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE "usage_rollups" ALTER COLUMN "refunded_earlier" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_generation" FOREIGN KEY ("account_id","generation_id") REFERENCES "public"."generations"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "later_steps" ADD CONSTRAINT "later_steps_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "later_steps" ADD CONSTRAINT "later_steps_generation" FOREIGN KEY ("account_id","generation_id") REFERENCES "public"."generations"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "entries_by_generation" ON "entries" USING btree ("account_id","generation_id","seq") WHERE generation_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX "entries_by_kind" ON "entries" USING btree ("account_id","kind","seq") WHERE kind <> 'debit';--> statement-breakpoint
ALTER TABLE "subscriptions" DROP COLUMN "claimed";--> statement-breakpoint
ALTER TABLE "idempotent_answers" ADD CONSTRAINT "idempotent_answers_are_successes" CHECK ("idempotent_answers"."status" BETWEEN 200 AND 299);--> statement-breakpoint
ALTER TABLE "idempotent_answers" ADD CONSTRAINT "idempotent_answers_hash_is_sha256" CHECK (octet_length("idempotent_answers"."request_hash") = 32);--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_kind" CHECK ("entries"."kind" IN ('grant', 'debit', 'free', 'hold', 'capture', 'void', 'refund', 'expire', 'revoke', 'reissue'));--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_reason" CHECK ("entries"."reason" IN ('subscribed', 'renewed', 'first_time', 'goodwill', 'promotion', 'imported', 'contract', 'bought', 'seats_added', 'add_on', 'generation', 'lifetime_over', 'carry_over_cap', 'refreshed', 'payment_failed', 'upgraded', 'plan_changed', 'cancelled', 'lapsed', 'unused', 'refunded', 'refunded_earlier', 'reissued', 'reissued_earlier', 'extended', 'revoked'));--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_status" CHECK ("generations"."status" IN ('free', 'debited', 'held', 'captured', 'voided', 'lapsed'));--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_charged_by_status" CHECK (CASE "generations"."status" WHEN 'debited' THEN "generations"."credits" > 0 AND "generations"."held" = 0 WHEN 'free' THEN "generations"."credits" = 0 AND "generations"."held" = 0 WHEN 'captured' THEN true ELSE "generations"."credits" = 0 END);--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_entries" CHECK (num_nulls("generations"."first_seq", "generations"."last_seq") = 2 OR (num_nulls("generations"."first_seq", "generations"."last_seq") = 0 AND "generations"."first_seq" <= "generations"."last_seq"));--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_steps" CHECK (jsonb_typeof("generations"."steps") = 'array' AND jsonb_array_length("generations"."steps") > 0);--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_never_negative" CHECK ("generations"."credits" >= 0 AND "generations"."held" >= 0 AND "generations"."refunded" BETWEEN 0 AND "generations"."credits");--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_source" CHECK ("grants"."source" IN ('plan', 'once', 'goodwill', 'promotion', 'pack', 'add_on', 'contract', 'import', 'refund'));--> statement-breakpoint
ALTER TABLE "headers" ADD CONSTRAINT "headers_rules" CHECK (jsonb_typeof("headers"."rules") = 'object');--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_suspended_after_grace" CHECK ("subscriptions"."status" <> 'suspended' OR "subscriptions"."grace_ends_at" IS NOT NULL);--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_counts" CHECK ("subscriptions"."seats" >= 1 AND "subscriptions"."anchor_index" BETWEEN 0 AND "subscriptions"."period_index");--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_status" CHECK ("subscriptions"."status" IN ('active', 'awaiting_payment', 'suspended'));--> statement-breakpoint
ALTER TABLE "usage_rollups" ADD CONSTRAINT "usage_rollups_count" CHECK ("usage_rollups"."generations" >= 0 AND "usage_rollups"."refunded_earlier" >= 0);