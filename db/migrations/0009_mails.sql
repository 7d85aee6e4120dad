CREATE TABLE "mails" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"topic" text NOT NULL,
	"recipients" text[] NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"status" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "mails_account_id_id_pk" PRIMARY KEY("account_id","id"),
	CONSTRAINT "mails_status" CHECK ("mails"."status" = ANY('{sent,kept,refused}'::text[]))
);
--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_of_outbox" FOREIGN KEY ("account_id","id") REFERENCES "public"."outbox"("account_id","id") ON DELETE no action ON UPDATE no action;