ALTER TABLE "entries" DROP CONSTRAINT "entries_kind";--> statement-breakpoint
ALTER TABLE "entries" DROP CONSTRAINT "entries_reason";--> statement-breakpoint
ALTER TABLE "entries" DROP CONSTRAINT "entries_places";--> statement-breakpoint
ALTER TABLE "generations" DROP CONSTRAINT "generations_status";--> statement-breakpoint
ALTER TABLE "generations" DROP CONSTRAINT "generations_steps";--> statement-breakpoint
ALTER TABLE "grants" DROP CONSTRAINT "grants_source";--> statement-breakpoint
ALTER TABLE "subscriptions" DROP CONSTRAINT "subscriptions_status";--> statement-breakpoint
ALTER TABLE "entries" DROP CONSTRAINT "entries_account_id_accounts_account_id_fk";
--> statement-breakpoint
ALTER TABLE "entries" DROP CONSTRAINT "entries_account_id_grant_id_grants_account_id_id_fk";
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
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_status" CHECK ("subscriptions"."status" = ANY('{active,awaiting_payment,suspended}'::text[]));--> statement-breakpoint
-- What rows refer to is looked up once a statement (docs/decisions/0012). OFFSET 0 makes each look-up one of the key,
-- however many rows either table has.
CREATE FUNCTION "entries_refer"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM added WHERE CASE WHEN grant_id IS NULL
      THEN NOT EXISTS (SELECT 1 FROM public.accounts a WHERE a.account_id = added.account_id OFFSET 0)
      ELSE NOT EXISTS (SELECT 1 FROM public.grants g WHERE g.account_id = added.account_id AND g.id = added.grant_id OFFSET 0)
      END) THEN
    RAISE foreign_key_violation USING TABLE = TG_TABLE_NAME, CONSTRAINT = 'entries_refer',
      MESSAGE = 'an entry moves credits of a grant that its account does not have';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "entries_refer" AFTER INSERT ON "entries" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION "entries_refer"();--> statement-breakpoint
CREATE TRIGGER "entries_still_refer" AFTER UPDATE ON "entries" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION "entries_refer"();--> statement-breakpoint
CREATE FUNCTION "generations_refer"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM added WHERE NOT EXISTS (
      SELECT 1 FROM public.accounts a WHERE a.account_id = added.account_id OFFSET 0)) THEN
    RAISE foreign_key_violation USING TABLE = TG_TABLE_NAME, CONSTRAINT = 'generations_refer',
      MESSAGE = 'a generation belongs to no account';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "generations_refer" AFTER INSERT ON "generations" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION "generations_refer"();--> statement-breakpoint
CREATE FUNCTION "never_deleted"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE foreign_key_violation USING TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
    MESSAGE = format('%s are never deleted: other rows refer to them', TG_TABLE_NAME);
END $$;--> statement-breakpoint
CREATE TRIGGER "grants_never_deleted" BEFORE DELETE ON "grants" FOR EACH STATEMENT EXECUTE FUNCTION "never_deleted"();--> statement-breakpoint
CREATE TRIGGER "accounts_never_deleted" BEFORE DELETE ON "accounts" FOR EACH STATEMENT EXECUTE FUNCTION "never_deleted"();
