CREATE TABLE "agenda" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"next_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "billing_details" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"line1" text NOT NULL,
	"line2" text,
	"postal_code" text,
	"city" text NOT NULL,
	"country" text NOT NULL,
	"tax_id" text
);
--> statement-breakpoint
CREATE TABLE "built_in_payments" (
	"account_id" uuid NOT NULL,
	"attempt_id" uuid NOT NULL,
	"status" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"until" timestamp(3) with time zone,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "built_in_payments_account_id_attempt_id_pk" PRIMARY KEY("account_id","attempt_id"),
	CONSTRAINT "built_in_payments_status" CHECK ("built_in_payments"."status" = ANY('{succeeded,declined,needs_confirmation,waiting,refunded}'::text[]))
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"account_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"issued_at" timestamp(3) with time zone NOT NULL,
	"due_at" timestamp(3) with time zone NOT NULL,
	"paid_at" timestamp(3) with time zone,
	"voided_at" timestamp(3) with time zone,
	"void_reason" text,
	"currency" text NOT NULL,
	"lines" jsonb NOT NULL,
	"tax" jsonb NOT NULL,
	"net" bigint NOT NULL,
	"total" bigint NOT NULL,
	"order_id" uuid,
	"starts_at" timestamp(3) with time zone,
	"brings" jsonb,
	"bill_to" jsonb,
	"first_seq" bigint,
	"last_seq" bigint,
	CONSTRAINT "invoices_account_id_number_pk" PRIMARY KEY("account_id","number"),
	CONSTRAINT "invoices_numbered" CHECK ("invoices"."number" >= 1),
	CONSTRAINT "invoices_reason" CHECK ("invoices"."reason" = ANY('{order,renewal,units,top_up,contract}'::text[])),
	CONSTRAINT "invoices_status" CHECK ("invoices"."status" = ANY('{open,paid,void}'::text[])),
	CONSTRAINT "invoices_void_reason" CHECK ("invoices"."void_reason" = ANY('{declined,withdrawn,not_owed,given_back}'::text[])),
	CONSTRAINT "invoices_decided_once" CHECK (("invoices"."status" = 'paid') = ("invoices"."paid_at" IS NOT NULL) AND ("invoices"."status" = 'void') = ("invoices"."voided_at" IS NOT NULL) AND num_nonnulls("invoices"."voided_at", "invoices"."void_reason") IN (0, 2)),
	CONSTRAINT "invoices_times" CHECK ("invoices"."due_at" >= "invoices"."issued_at"),
	CONSTRAINT "invoices_total" CHECK ("invoices"."total" > 0 AND "invoices"."total" >= "invoices"."net" AND "invoices"."net" >= 0),
	CONSTRAINT "invoices_lines" CHECK (jsonb_typeof("invoices"."lines") = 'array' AND jsonb_array_length("invoices"."lines") > 0),
	CONSTRAINT "invoices_tax" CHECK (jsonb_typeof("invoices"."tax") = 'array'),
	CONSTRAINT "invoices_brings" CHECK (jsonb_typeof("invoices"."brings") = 'object'),
	CONSTRAINT "invoices_of_an_order" CHECK ("invoices"."reason" <> 'order' OR "invoices"."order_id" IS NOT NULL),
	CONSTRAINT "invoices_of_a_start" CHECK (("invoices"."reason" IN ('renewal', 'units')) = ("invoices"."starts_at" IS NOT NULL)),
	CONSTRAINT "invoices_entries" CHECK (num_nonnulls("invoices"."first_seq", "invoices"."last_seq") IN (0, 2) AND ("invoices"."first_seq" IS NULL OR ("invoices"."first_seq" <= "invoices"."last_seq" AND "invoices"."status" = 'paid')))
);
--> statement-breakpoint
CREATE TABLE "payment_attempts" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"invoice" integer NOT NULL,
	"status" text NOT NULL,
	"amount" bigint NOT NULL,
	"method" jsonb,
	"charged_to" text,
	"reference" text,
	"at" timestamp(3) with time zone NOT NULL,
	"decided_at" timestamp(3) with time zone,
	"reason" text,
	"until" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "payment_attempts_account_id_id_pk" PRIMARY KEY("account_id","id"),
	CONSTRAINT "payment_attempts_status" CHECK ("payment_attempts"."status" = ANY('{pending,needs_confirmation,waiting,succeeded,declined,giving_back,refunded}'::text[])),
	CONSTRAINT "payment_attempts_reason" CHECK ("payment_attempts"."reason" = ANY('{card_declined,not_confirmed,withdrawn,overdue}'::text[])),
	CONSTRAINT "payment_attempts_decided" CHECK (("payment_attempts"."status" IN ('succeeded', 'declined', 'giving_back', 'refunded')) = ("payment_attempts"."decided_at" IS NOT NULL) AND ("payment_attempts"."status" = 'declined') = ("payment_attempts"."reason" IS NOT NULL)),
	CONSTRAINT "payment_attempts_amount" CHECK ("payment_attempts"."amount" > 0),
	CONSTRAINT "payment_attempts_until" CHECK ("payment_attempts"."until" IS NULL OR "payment_attempts"."status" = 'waiting'),
	CONSTRAINT "payment_attempts_method" CHECK (jsonb_typeof("payment_attempts"."method") = 'object')
);
--> statement-breakpoint
CREATE TABLE "payment_methods" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"brand" text,
	"last4" text,
	"token" text,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "payment_methods_kind" CHECK ("payment_methods"."kind" IN ('card', 'invoice')),
	CONSTRAINT "payment_methods_card" CHECK (num_nonnulls("payment_methods"."brand", "payment_methods"."last4", "payment_methods"."token") = CASE "payment_methods"."kind" WHEN 'card' THEN 3 ELSE 0 END),
	CONSTRAINT "payment_methods_last4" CHECK ("payment_methods"."last4" ~ '^[0-9]{4}$')
);
--> statement-breakpoint
ALTER TABLE "agenda" ADD CONSTRAINT "agenda_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_details" ADD CONSTRAINT "billing_details_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "built_in_payments" ADD CONSTRAINT "built_in_payments_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD CONSTRAINT "payment_attempts_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD CONSTRAINT "payment_attempts_invoice" FOREIGN KEY ("account_id","invoice") REFERENCES "public"."invoices"("account_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_methods" ADD CONSTRAINT "payment_methods_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agenda_by_time" ON "agenda" USING btree ("next_at");--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_once_an_order" ON "invoices" USING btree ("account_id","order_id") WHERE order_id IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_once_a_start" ON "invoices" USING btree ("account_id","reason","starts_at") WHERE starts_at IS NOT NULL AND status <> 'void';--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_one_top_up" ON "invoices" USING btree ("account_id") WHERE reason = 'top_up' AND status = 'open';--> statement-breakpoint
CREATE INDEX "invoices_open" ON "invoices" USING btree ("account_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "payment_attempts_by_invoice" ON "payment_attempts" USING btree ("account_id","invoice","at");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_attempts_one_under_way" ON "payment_attempts" USING btree ("account_id","invoice") WHERE status IN ('pending', 'needs_confirmation', 'waiting');--> statement-breakpoint
CREATE UNIQUE INDEX "payment_attempts_one_success" ON "payment_attempts" USING btree ("account_id","invoice") WHERE status = 'succeeded';--> statement-breakpoint
CREATE INDEX "payment_attempts_cut_short" ON "payment_attempts" USING btree ("created_at") WHERE status IN ('pending', 'giving_back');--> statement-breakpoint
-- Every account in real time is looked at once, and from then on when something falls due.
INSERT INTO "agenda" ("account_id", "next_at") SELECT "account_id", now() FROM "accounts" WHERE "clock_at" IS NULL;
