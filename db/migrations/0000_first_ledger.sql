CREATE TABLE "accounts" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"catalog_id" text NOT NULL,
	"name" text NOT NULL,
	"zone" text NOT NULL,
	"locale" text NOT NULL,
	"currency" text NOT NULL,
	"clock_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "external_ids" (
	"catalog_id" text NOT NULL,
	"external_id" text NOT NULL,
	"named_account" uuid NOT NULL,
	CONSTRAINT "external_ids_catalog_id_external_id_pk" PRIMARY KEY("catalog_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"account_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "memberships_account_id_person_id_pk" PRIMARY KEY("account_id","person_id"),
	CONSTRAINT "memberships_role" CHECK ("memberships"."role" IN ('owner', 'member', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"topic" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"done_at" timestamp(3) with time zone,
	CONSTRAINT "outbox_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "catalog_versions" (
	"catalog_id" text NOT NULL,
	"version" integer NOT NULL,
	"effective_at" timestamp(3) with time zone NOT NULL,
	"source" text NOT NULL,
	"loaded_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "catalog_versions_catalog_id_version_pk" PRIMARY KEY("catalog_id","version")
);
--> statement-breakpoint
CREATE TABLE "idempotent_answers" (
	"owner" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"status" smallint NOT NULL,
	"answer" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "idempotent_answers_owner_key_pk" PRIMARY KEY("owner","key")
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"account_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"grant_id" bigint,
	"from_place" text,
	"to_place" text,
	"amount" bigint NOT NULL,
	"balance_after" bigint NOT NULL,
	"period_start" timestamp(3) with time zone,
	"generation_id" uuid,
	"feature" text,
	"model" text,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "entries_account_id_seq_pk" PRIMARY KEY("account_id","seq"),
	CONSTRAINT "entries_numbered" CHECK ("entries"."seq" >= 1 AND octet_length("entries"."hash") = 32),
	CONSTRAINT "entries_balance" CHECK ("entries"."balance_after" >= 0),
	CONSTRAINT "entries_move_or_are_free" CHECK (("entries"."kind" = 'free' AND "entries"."amount" = 0 AND "entries"."grant_id" IS NULL AND "entries"."from_place" IS NULL AND "entries"."to_place" IS NULL) OR ("entries"."kind" <> 'free' AND "entries"."amount" > 0 AND "entries"."grant_id" IS NOT NULL AND "entries"."from_place" IS NOT NULL AND "entries"."to_place" IS NOT NULL AND "entries"."from_place" <> "entries"."to_place")),
	CONSTRAINT "entries_places" CHECK ("entries"."from_place" IN ('issued', 'available', 'held', 'spent', 'expired', 'revoked', 'reissued') AND "entries"."to_place" IN ('available', 'held', 'spent', 'expired', 'revoked', 'reissued'))
);
--> statement-breakpoint
CREATE TABLE "generations" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"status" text NOT NULL,
	"feature" text NOT NULL,
	"model" text,
	"credits" bigint NOT NULL,
	"catalog_version" integer NOT NULL,
	"receipt" jsonb NOT NULL,
	"project" text,
	"key_id" uuid,
	"first_seq" bigint NOT NULL,
	"last_seq" bigint NOT NULL,
	CONSTRAINT "generations_account_id_id_pk" PRIMARY KEY("account_id","id"),
	CONSTRAINT "generations_never_negative" CHECK ("generations"."credits" >= 0),
	CONSTRAINT "generations_free_costs_nothing" CHECK (("generations"."status" = 'free') = ("generations"."credits" = 0))
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"account_id" uuid NOT NULL,
	"id" bigint NOT NULL,
	"source" text NOT NULL,
	"plan_id" text,
	"rule_id" text,
	"recurring" boolean NOT NULL,
	"amount" bigint NOT NULL,
	"available" bigint NOT NULL,
	"held" bigint NOT NULL,
	"spent" bigint NOT NULL,
	"expired" bigint NOT NULL,
	"revoked" bigint NOT NULL,
	"reissued" bigint NOT NULL,
	"effective_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone,
	"priority" integer NOT NULL,
	"paid" bigint NOT NULL,
	"open" boolean NOT NULL,
	CONSTRAINT "grants_account_id_id_pk" PRIMARY KEY("account_id","id"),
	CONSTRAINT "grants_add_up" CHECK ("grants"."amount" > 0 AND "grants"."amount" = "grants"."available" + "grants"."held" + "grants"."spent" + "grants"."expired" + "grants"."revoked" + "grants"."reissued"),
	CONSTRAINT "grants_none_negative" CHECK ("grants"."available" >= 0 AND "grants"."held" >= 0 AND "grants"."spent" >= 0 AND "grants"."expired" >= 0 AND "grants"."revoked" >= 0 AND "grants"."reissued" >= 0 AND "grants"."paid" >= 0),
	CONSTRAINT "grants_open_is_true" CHECK ("grants"."open" = ("grants"."available" + "grants"."held" > 0))
);
--> statement-breakpoint
CREATE TABLE "headers" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"hash" "bytea" NOT NULL,
	"balance" bigint NOT NULL,
	"held" bigint NOT NULL,
	"next_due_at" timestamp(3) with time zone,
	"period_start" timestamp(3) with time zone,
	"period_end" timestamp(3) with time zone,
	"carried_in" bigint NOT NULL,
	"granted" bigint NOT NULL,
	"used" bigint NOT NULL,
	"ended" bigint NOT NULL,
	CONSTRAINT "headers_never_below_zero" CHECK ("headers"."balance" >= 0 AND "headers"."held" >= 0 AND "headers"."seq" >= 0),
	CONSTRAINT "headers_hash_is_sha256" CHECK (octet_length("headers"."hash") = 32),
	CONSTRAINT "headers_period_adds_up" CHECK (num_nulls("headers"."period_start", "headers"."period_end") = 2 OR (num_nulls("headers"."period_start", "headers"."period_end") = 0 AND "headers"."period_start" < "headers"."period_end" AND "headers"."carried_in" + "headers"."granted" = "headers"."used" + "headers"."ended" + "headers"."balance" + "headers"."held"))
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"plan_id" text NOT NULL,
	"interval_id" text NOT NULL,
	"seats" integer NOT NULL,
	"anchor" timestamp(3) with time zone NOT NULL,
	"period_index" integer NOT NULL,
	"status" text NOT NULL,
	"seats_next" integer,
	"add_ons" jsonb NOT NULL,
	"claimed" text[] NOT NULL,
	CONSTRAINT "subscriptions_counts" CHECK ("subscriptions"."seats" >= 1 AND "subscriptions"."period_index" >= 0),
	CONSTRAINT "subscriptions_status" CHECK ("subscriptions"."status" IN ('active', 'awaiting_payment'))
);
--> statement-breakpoint
CREATE TABLE "usage_rollups" (
	"account_id" uuid NOT NULL,
	"period_start" timestamp(3) with time zone NOT NULL,
	"day" date NOT NULL,
	"feature" text NOT NULL,
	"model" text NOT NULL,
	"used" bigint NOT NULL,
	"generations" integer NOT NULL,
	CONSTRAINT "usage_rollups_account_id_period_start_day_feature_model_pk" PRIMARY KEY("account_id","period_start","day","feature","model"),
	CONSTRAINT "usage_rollups_count" CHECK ("usage_rollups"."generations" >= 0)
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"prefix" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"name" text NOT NULL,
	"owner_catalog" text,
	"owner_account" uuid,
	"scopes" text[] NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone,
	"last_used_at" timestamp(3) with time zone,
	CONSTRAINT "api_keys_secret_hash_unique" UNIQUE("secret_hash"),
	CONSTRAINT "api_keys_one_owner" CHECK (num_nonnulls("api_keys"."owner_catalog", "api_keys"."owner_account") = 1),
	CONSTRAINT "api_keys_hash_is_sha256" CHECK (octet_length("api_keys"."secret_hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "one_time_claims" (
	"catalog_id" text NOT NULL,
	"subject" "bytea" NOT NULL,
	"rule_id" text NOT NULL,
	"claimed_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "one_time_claims_catalog_id_subject_rule_id_pk" PRIMARY KEY("catalog_id","subject","rule_id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"staff" text DEFAULT 'none' NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "people_email_unique" UNIQUE("email"),
	CONSTRAINT "people_email_lower_case" CHECK ("people"."email" = lower("people"."email")),
	CONSTRAINT "people_staff" CHECK ("people"."staff" IN ('none', 'support'))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"revoked_at" timestamp(3) with time zone
);
--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_account_id_grant_id_grants_account_id_id_fk" FOREIGN KEY ("account_id","grant_id") REFERENCES "public"."grants"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "headers" ADD CONSTRAINT "headers_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_rollups" ADD CONSTRAINT "usage_rollups_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "memberships_by_person" ON "memberships" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("created_at") WHERE done_at IS NULL;--> statement-breakpoint
CREATE INDEX "entries_by_kind" ON "entries" USING btree ("account_id","kind","seq");--> statement-breakpoint
CREATE INDEX "entries_by_feature" ON "entries" USING btree ("account_id","feature","seq") WHERE feature IS NOT NULL;--> statement-breakpoint
CREATE INDEX "entries_by_model" ON "entries" USING btree ("account_id","model","seq") WHERE model IS NOT NULL;--> statement-breakpoint
CREATE INDEX "generations_by_project" ON "generations" USING btree ("account_id","project","first_seq") WHERE project IS NOT NULL;--> statement-breakpoint
CREATE INDEX "grants_open" ON "grants" USING btree ("account_id") WHERE open;--> statement-breakpoint
CREATE INDEX "sessions_by_person" ON "sessions" USING btree ("person_id");