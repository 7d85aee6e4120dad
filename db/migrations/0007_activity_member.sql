ALTER TABLE "later_steps" DROP CONSTRAINT "later_steps_account_id_project_first_seq_pk";--> statement-breakpoint
ALTER TABLE "later_steps" ALTER COLUMN "project" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "later_steps" ADD CONSTRAINT "later_steps_account_id_first_seq_pk" PRIMARY KEY("account_id","first_seq");--> statement-breakpoint
ALTER TABLE "later_steps" ADD COLUMN "member" text;--> statement-breakpoint
-- What happened so far: whose it was, and the steps of generations that belong to a member and to no project.
UPDATE "later_steps" l SET "member" = g."member" FROM "generations" g
  WHERE g."account_id" = l."account_id" AND g."id" = l."generation_id" AND g."member" IS NOT NULL;--> statement-breakpoint
INSERT INTO "later_steps" ("account_id", "project", "member", "first_seq", "last_seq", "generation_id")
  SELECT g."account_id", NULL, g."member", (s.step ->> 'firstSeq')::bigint, (s.step ->> 'lastSeq')::bigint, g."id"
  FROM "generations" g CROSS JOIN LATERAL jsonb_array_elements(g."steps") AS s(step)
  WHERE g."project" IS NULL AND g."member" IS NOT NULL
    AND s.step ->> 'kind' <> 'hold' AND s.step ->> 'firstSeq' IS NOT NULL;--> statement-breakpoint
CREATE INDEX "generations_by_member" ON "generations" USING btree ("account_id","member","first_seq") WHERE member IS NOT NULL;--> statement-breakpoint
CREATE INDEX "later_steps_by_project" ON "later_steps" USING btree ("account_id","project","first_seq") WHERE project IS NOT NULL;--> statement-breakpoint
CREATE INDEX "later_steps_by_member" ON "later_steps" USING btree ("account_id","member","first_seq") WHERE member IS NOT NULL;--> statement-breakpoint
ALTER TABLE "later_steps" ADD CONSTRAINT "later_steps_of_some" CHECK (num_nonnulls("later_steps"."project", "later_steps"."member") >= 1);