import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/ids';
import { roles } from './roles';
import { insertAccount } from './ledger/accounts';
import { useTestDatabase } from './testing/database';

const test = useTestDatabase();
const accountId = newId();
const AT = '2026-03-10T09:30:00Z';

/** The code and the constraint of the refusal, or 'allowed'. Nothing that is tried here stays. */
async function attempt(who: 'db' | 'owner', statement: string): Promise<string> {
  const undo = new Error('undo');
  try {
    await test[who].sql.begin(async (tx) => {
      await tx.unsafe(statement.replaceAll('$account', `'${accountId}'`));
      throw undo;
    });
    return 'committed';
  } catch (error) {
    if (error === undo) return 'allowed';
    const { code, constraint_name: constraint } = error as { code?: string; constraint_name?: string };
    return constraint ?? code ?? String(error);
  }
}

/** One account with a grant of 10, of which 4 are spent, a free generation, and one that is held and free. */
beforeAll(async () => {
  const account = { accountId, catalogId: 'captions', name: 'Test', zone: 'UTC', locale: 'en', currency: 'USD' };
  await insertAccount(test.db.sql, { ...account, clockAt: null }, Date.parse(AT));
  const { sql } = test.owner;
  const personId = newId();
  const zeros = Buffer.alloc(32);
  await sql`
    INSERT INTO people (id, email, name, password_hash, created_at) VALUES (${personId}, 'a@example.com', 'A', 'x', ${AT})`;
  await sql`INSERT INTO memberships VALUES (${accountId}, ${personId}, 'owner', ${AT})`;
  await sql`
    INSERT INTO subscriptions (account_id, plan_id, interval_id, seats, anchor, anchor_index, period_index, status,
      granted_through, add_ons)
    VALUES (${accountId}, 'free', 'month', 1, ${AT}, 0, 0, 'active', ${AT}, '[]')`;
  await sql`
    INSERT INTO grants (account_id, id, source, recurring, needs_subscription, amount, available, held, spent, expired,
      revoked, reissued, effective_at, priority, paid, open)
    VALUES (${accountId}, 1, 'once', false, false, 10, 6, 0, 4, 0, 0, 0, ${AT}, 0, 0, true)`;
  for (const [seq, kind, from, to, amount, after] of [
    [1, 'grant', 'issued', 'available', 10, 10],
    [2, 'debit', 'available', 'spent', 4, 6],
    [3, 'free', null, null, 0, 6],
  ] as const) {
    await sql`
      INSERT INTO entries (account_id, seq, at, kind, reason, grant_id, from_place, to_place, amount, balance_after, hash)
      VALUES (${accountId}, ${seq}, ${AT}, ${kind}, 'generation', ${from && 1}, ${from}, ${to}, ${amount}, ${after}, ${zeros})`;
  }
  const heldId = newId();
  for (const [id, status, feature, credits, seq] of [
    [newId(), 'debited', 'ai-ads', 4, 2],
    [newId(), 'free', 'mirage-script', 0, 3],
    [heldId, 'held', 'mirage-script', 0, null],
  ] as const) {
    await sql`
      INSERT INTO generations (account_id, id, at, status, feature, credits, held, refunded, catalog_version, receipt,
        steps, first_seq, last_seq)
      VALUES (${accountId}, ${id}, ${AT}, ${status}, ${feature}, ${credits}, 0, 0, 1, '{}', '[{}]', ${seq}, ${seq})`;
  }
  await sql`
    INSERT INTO holds (account_id, generation_id, number, at, lapses_at, feature, free, parts, amount)
    VALUES (${accountId}, ${heldId}, 1, ${AT}, '2026-03-11', 'mirage-script', '[]', '[]', 0)`;
  await sql`
    INSERT INTO later_steps (account_id, project, first_seq, last_seq, generation_id)
    VALUES (${accountId}, 'film', 4, 5, ${heldId})`;
  await sql`
    INSERT INTO invoices (account_id, number, reason, status, issued_at, due_at, paid_at, currency, lines, tax, net, total,
      order_id, starts_at, brings, first_seq, last_seq)
    VALUES (${accountId}, 1, 'order', 'paid', ${AT}, ${AT}, ${AT}, 'USD', '[{}]', '[]', 5, 5, ${newId()}, NULL, '{}', 1, 1),
           (${accountId}, 2, 'renewal', 'open', ${AT}, ${AT}, NULL, 'USD', '[{}]', '[]', 5, 5, NULL, ${AT}, '{}', NULL, NULL),
           (${accountId}, 3, 'top_up', 'open', ${AT}, ${AT}, NULL, 'USD', '[{}]', '[]', 5, 5, NULL, NULL, '{}', NULL, NULL)`;
  await sql`
    INSERT INTO payment_attempts (account_id, id, invoice, status, amount, method, at, decided_at, created_at)
    VALUES (${accountId}, ${newId()}, 1, 'succeeded', 5, '{}', ${AT}, ${AT}, ${AT}),
           (${accountId}, ${newId()}, 2, 'waiting', 5, '{}', ${AT}, NULL, ${AT})`;
  await sql`INSERT INTO payment_methods VALUES (${accountId}, 'card', 'Visa', '4242', 'succeeds', ${AT})`;
  await sql`INSERT INTO billing_details (account_id, name, line1, city, country) VALUES (${accountId}, 'A', 'B', 'C', 'DE')`;
  await sql`
    INSERT INTO built_in_payments (account_id, attempt_id, status, amount, currency, at)
    VALUES (${accountId}, ${newId()}, 'succeeded', 5, 'USD', ${AT})`;
  await sql`INSERT INTO agenda VALUES (${accountId}, ${AT})`;
  await sql`INSERT INTO usage_rollups VALUES (${accountId}, ${AT}, '2026-03-10', 'ai-ads', '', 4, 1, 0)`;
  await sql`INSERT INTO idempotent_answers VALUES ('catalog:captions', 'key', ${zeros}, 201, '{}', ${AT})`;
  await sql`INSERT INTO catalog_versions VALUES ('captions', 1, ${AT}, '{}', ${AT})`;
  await sql`
    INSERT INTO api_keys (id, prefix, secret_hash, name, owner_catalog, scopes, created_at)
    VALUES (${newId()}, 'mb', ${zeros}, 'Key', 'captions', '{}', ${AT})`;
  await sql`
    INSERT INTO portal_links (token_hash, person_id, leads_to, room, created_at, expires_at)
    VALUES (${zeros}, ${personId}, ${accountId}, 'usage', ${AT}, '2026-03-11')`;
  const outboxId = newId();
  await sql`INSERT INTO outbox VALUES (${accountId}, ${outboxId}, 'mail.cancelled', '{}', ${AT}, ${AT})`;
  await sql`INSERT INTO mails VALUES (${accountId}, ${outboxId}, 'mail.cancelled', '{}', 'Subject', 'Body', 'sent', ${AT})`;
  await sql`
    UPDATE headers SET seq = 3, balance = 6, period_start = ${AT}, period_end = '2026-04-10', granted = 10, used = 4`;
});

describe("the application's role", () => {
  it.each([
    ['change an entry', 'UPDATE entries SET amount = amount + 1'],
    ['change the words of an entry', "UPDATE entries SET reason = 'goodwill'"],
    ['delete an entry', 'DELETE FROM entries'],
    ['empty the entries', 'TRUNCATE entries'],
    ['lock the entries against others', 'LOCK TABLE entries IN ACCESS EXCLUSIVE MODE'],
    ['change a price', "UPDATE catalog_versions SET source = '{}'"],
    ['publish prices', `INSERT INTO catalog_versions VALUES ('captions', 2, '${AT}', '{}', '${AT}')`],
    ['withdraw prices', 'DELETE FROM catalog_versions'],
    ['change a stored answer', "UPDATE idempotent_answers SET answer = ''"],
    ['forget a stored answer', 'DELETE FROM idempotent_answers'],
    ['delete an account', 'DELETE FROM accounts'],
    ['delete a header', 'DELETE FROM headers'],
    ['delete a grant', 'DELETE FROM grants'],
    ['delete a generation', 'DELETE FROM generations'],
    ['change a hold', 'UPDATE holds SET lapses_at = now()'],
    ['delete what happened to a generation later', 'DELETE FROM later_steps'],
    ['forget that somebody had the one-time credits', 'DELETE FROM one_time_claims'],
    ['delete an invoice', 'DELETE FROM invoices'],
    ['delete an attempt to be paid', 'DELETE FROM payment_attempts'],
    ['create a table', 'CREATE TABLE public.more (id int)'],
    ['create a schema', 'CREATE SCHEMA more'],
    ['create a function', 'CREATE FUNCTION public.more() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$'],
    ['drop a constraint', 'ALTER TABLE headers DROP CONSTRAINT headers_never_below_zero'],
    [
      'add a trigger',
      'CREATE TRIGGER more BEFORE INSERT ON entries EXECUTE FUNCTION suppress_redundant_updates_trigger()',
    ],
    ['drop a table', 'DROP TABLE outbox'],
    ['make a role', 'CREATE ROLE more'],
    ['read what the migrations have done', 'SELECT * FROM drizzle.__drizzle_migrations'],
  ])('may not %s', async (_, statement) => {
    // 42501: insufficient privilege
    expect(await attempt('db', statement)).toBe('42501');
  });

  it('is who the program is, and may add an entry', async () => {
    const [row] = await test.db.sql`SELECT current_user::text AS role`;
    expect(row).toEqual({ role: roles.app });
    const added = `
      INSERT INTO entries (account_id, seq, at, kind, reason, amount, balance_after, hash)
      VALUES ($account, 4, now(), 'free', 'generation', 0, 6, decode(repeat('00', 32), 'hex'))`;
    expect(await attempt('db', added)).toBe('allowed');
  });

  it('owns nothing, and can neither sign in nor pass over a wall', async () => {
    const { sql } = test.owner;
    const names = Object.values(roles);
    const owned = await sql`
      SELECT relname AS name FROM pg_class WHERE relowner::regrole::text = ANY(${names}::text[])
      UNION ALL SELECT nspname FROM pg_namespace WHERE nspowner::regrole::text = ANY(${names}::text[])
      UNION ALL SELECT proname FROM pg_proc WHERE proowner::regrole::text = ANY(${names}::text[])
      UNION ALL SELECT typname FROM pg_type WHERE typowner::regrole::text = ANY(${names}::text[])
      UNION ALL SELECT datname FROM pg_database WHERE datdba::regrole::text = ANY(${names}::text[])`;
    expect(owned).toEqual([]);
    const strong = await sql`
      SELECT rolname FROM pg_roles WHERE rolname = ANY(${names}::text[])
        AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolcanlogin OR rolreplication OR rolbypassrls)`;
    expect(strong).toEqual([]);
    const memberOf = await sql`
      SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = ANY(${names}::text[])`;
    expect(memberOf).toEqual([]);
  });
});

it('every role has exactly these rights, and the public none', async () => {
  const rows = await test.owner.sql`
    SELECT g.grantee, g.table_name, string_agg(g.privilege_type, ' ' ORDER BY g.privilege_type) AS rights
    FROM information_schema.role_table_grants g JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE g.table_schema IN ('public', 'drizzle') AND g.grantee <> current_user GROUP BY 1, 2 ORDER BY 1, 2`;
  const rights = Object.fromEntries(rows.map((row) => [`${row.grantee} ${row.table_name}`, row.rights]));
  const tables = (
    await test.owner.sql`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`
  ).map(({ relname }) => relname as string);
  const changes: Record<string, string> = {
    accounts: 'INSERT SELECT UPDATE',
    agenda: 'DELETE INSERT SELECT UPDATE',
    billing_details: 'INSERT SELECT UPDATE',
    built_in_payments: 'INSERT SELECT UPDATE',
    invoices: 'INSERT SELECT UPDATE',
    payment_attempts: 'INSERT SELECT UPDATE',
    payment_methods: 'INSERT SELECT UPDATE',
    api_keys: 'INSERT SELECT UPDATE',
    entries: 'INSERT SELECT',
    external_ids: 'INSERT SELECT',
    generations: 'INSERT SELECT UPDATE',
    grants: 'INSERT SELECT UPDATE',
    headers: 'INSERT SELECT UPDATE',
    holds: 'DELETE INSERT SELECT',
    idempotent_answers: 'INSERT SELECT',
    later_steps: 'INSERT SELECT',
    memberships: 'DELETE INSERT SELECT UPDATE',
    one_time_claims: 'INSERT SELECT',
    outbox: 'INSERT SELECT',
    people: 'INSERT SELECT UPDATE',
    portal_links: 'DELETE INSERT SELECT UPDATE',
    sessions: 'INSERT SELECT UPDATE',
    subscriptions: 'DELETE INSERT SELECT UPDATE',
    usage_rollups: 'DELETE INSERT SELECT UPDATE',
  };
  const ofTheWorker: Record<string, string> = { mails: 'INSERT SELECT', outbox: 'SELECT UPDATE' };
  const wanted = tables.flatMap((table) => [
    [`${roles.app} ${table}`, changes[table] ?? 'SELECT'],
    [`${roles.worker} ${table}`, ofTheWorker[table] ?? 'SELECT'],
  ]);
  expect(rights).toEqual(Object.fromEntries(wanted));
});

it('the queue is the worker’s alone, and which of its steps have been done is the owner’s', async () => {
  const rows = await test.owner.sql`
    SELECT grantee, table_name, string_agg(privilege_type, ' ' ORDER BY privilege_type) AS rights
    FROM information_schema.role_table_grants
    WHERE table_schema = 'graphile_worker' AND grantee <> current_user GROUP BY 1, 2`;
  expect(new Set(rows.map((row) => row.grantee))).toEqual(new Set([roles.worker]));
  expect(Object.fromEntries(rows.map((row) => [row.table_name, row.rights]))).toMatchObject({
    _private_jobs: 'DELETE INSERT SELECT UPDATE',
    migrations: 'SELECT',
  });
  expect(await attempt('db', 'SELECT FROM graphile_worker.jobs')).toBe('42501');
});

/** Each breaks one promise that the database itself keeps: the constraint's name, then statements that it refuses. */
const refused: [constraint: string, ...statements: string[]][] = [
  [
    'grants_add_up',
    'UPDATE grants SET available = available + 1',
    'UPDATE grants SET amount = amount - 1',
    'UPDATE grants SET amount = 0, available = 0, spent = 0, open = false',
  ],
  [
    'grants_none_negative',
    ...['available', 'held', 'expired', 'revoked', 'reissued'].map(
      (place) => `UPDATE grants SET ${place} = -1, spent = amount + 1 - ${place === 'available' ? 0 : 6}`,
    ),
    'UPDATE grants SET spent = -1, available = amount + 1',
    'UPDATE grants SET paid = -1',
  ],
  [
    'grants_open_is_true',
    'UPDATE grants SET open = false',
    'UPDATE grants SET available = 0, spent = amount, open = true',
  ],
  [
    'headers_never_below_zero',
    'UPDATE headers SET balance = -1, used = 11',
    'UPDATE headers SET held = -1, used = 5',
    'UPDATE headers SET seq = -1',
  ],
  ['headers_rules', "UPDATE headers SET rules = '[]'"],
  ['invoices_numbered', 'UPDATE invoices SET number = 0 WHERE number = 3'],
  ['invoices_reason', "UPDATE invoices SET reason = 'whim' WHERE number = 3"],
  ['invoices_status', "UPDATE invoices SET status = 'lost' WHERE number = 3"],
  [
    'invoices_void_reason',
    "UPDATE invoices SET status = 'void', voided_at = issued_at, void_reason = 'whim' WHERE number = 3",
  ],
  [
    'invoices_decided_once',
    'UPDATE invoices SET paid_at = NULL, first_seq = NULL, last_seq = NULL WHERE number = 1',
    'UPDATE invoices SET paid_at = issued_at WHERE number = 3',
    "UPDATE invoices SET voided_at = issued_at, void_reason = 'declined' WHERE number = 3",
    "UPDATE invoices SET status = 'void' WHERE number = 3",
    "UPDATE invoices SET status = 'void', voided_at = issued_at WHERE number = 3",
  ],
  ['invoices_times', "UPDATE invoices SET due_at = issued_at - interval '1 second'"],
  [
    'invoices_total',
    'UPDATE invoices SET net = 0, total = 0',
    'UPDATE invoices SET total = net - 1',
    'UPDATE invoices SET net = -1',
  ],
  ['invoices_lines', "UPDATE invoices SET lines = '{}'", "UPDATE invoices SET lines = '[]'"],
  ['invoices_tax', "UPDATE invoices SET tax = '{}'"],
  ['invoices_brings', "UPDATE invoices SET brings = '[]'"],
  ['invoices_of_an_order', 'UPDATE invoices SET order_id = NULL WHERE number = 1'],
  [
    'invoices_of_a_start',
    'UPDATE invoices SET starts_at = NULL WHERE number = 2',
    'UPDATE invoices SET starts_at = issued_at WHERE number = 1',
  ],
  [
    'invoices_entries',
    'UPDATE invoices SET first_seq = 2 WHERE number = 1',
    'UPDATE invoices SET first_seq = NULL WHERE number = 1',
    'UPDATE invoices SET first_seq = 1, last_seq = 1 WHERE number = 3',
  ],
  ['payment_attempts_status', "UPDATE payment_attempts SET status = 'lost' WHERE invoice = 2"],
  ['payment_attempts_reason', "UPDATE payment_attempts SET status = 'declined', reason = 'whim' WHERE invoice = 1"],
  [
    'payment_attempts_decided',
    'UPDATE payment_attempts SET decided_at = NULL WHERE invoice = 1',
    'UPDATE payment_attempts SET decided_at = at WHERE invoice = 2',
    "UPDATE payment_attempts SET reason = 'overdue' WHERE invoice = 1",
    "UPDATE payment_attempts SET status = 'declined' WHERE invoice = 1",
  ],
  ['payment_attempts_amount', 'UPDATE payment_attempts SET amount = 0'],
  ['payment_attempts_asks', 'UPDATE payment_attempts SET asks = 1'],
  ['payment_attempts_until', 'UPDATE payment_attempts SET until = at WHERE invoice = 1'],
  ['payment_attempts_method', "UPDATE payment_attempts SET method = '[]'"],
  ['payment_methods_kind', "UPDATE payment_methods SET kind = 'cash', brand = NULL, last4 = NULL, token = NULL"],
  [
    'payment_methods_card',
    'UPDATE payment_methods SET token = NULL',
    'UPDATE payment_methods SET brand = NULL',
    "UPDATE payment_methods SET kind = 'invoice'",
  ],
  ['payment_methods_last4', "UPDATE payment_methods SET last4 = '4242424242424242'"],
  ['built_in_payments_status', "UPDATE built_in_payments SET status = 'lost'"],
  ['headers_hash_is_sha256', "UPDATE headers SET hash = '\\x00'"],
  [
    'headers_period_adds_up',
    'UPDATE headers SET used = used + 1',
    'UPDATE headers SET balance = balance + 1',
    'UPDATE headers SET period_end = period_start',
    'UPDATE headers SET period_end = NULL',
    'UPDATE headers SET period_start = NULL',
  ],
  ['entries_numbered', 'UPDATE entries SET seq = 0 WHERE seq = 3', "UPDATE entries SET hash = '\\x00' WHERE seq = 3"],
  ['entries_balance', 'UPDATE entries SET balance_after = -1'],
  [
    'entries_move_or_are_free',
    'UPDATE entries SET amount = 0 WHERE seq = 2',
    'UPDATE entries SET amount = -4 WHERE seq = 2',
    'UPDATE entries SET amount = 1 WHERE seq = 3',
    'UPDATE entries SET grant_id = NULL WHERE seq = 2',
    'UPDATE entries SET grant_id = 1 WHERE seq = 3',
    'UPDATE entries SET from_place = NULL WHERE seq = 2',
    'UPDATE entries SET to_place = NULL WHERE seq = 2',
    "UPDATE entries SET from_place = 'available' WHERE seq = 3",
    "UPDATE entries SET to_place = 'spent' WHERE seq = 3",
    'UPDATE entries SET from_place = to_place WHERE seq = 2',
    "UPDATE entries SET kind = 'free' WHERE seq = 2",
    "UPDATE entries SET kind = 'debit' WHERE seq = 3",
  ],
  [
    'entries_places',
    "UPDATE entries SET from_place = 'nowhere' WHERE seq = 2",
    "UPDATE entries SET to_place = 'nowhere' WHERE seq = 2",
    "UPDATE entries SET to_place = 'issued' WHERE seq = 2",
  ],
  ['entries_kind', "UPDATE entries SET kind = 'gift' WHERE seq = 2"],
  ['entries_reason', "UPDATE entries SET reason = 'whim' WHERE seq = 2"],
  ['grants_source', "UPDATE grants SET source = 'found'"],
  [
    'generations_never_negative',
    "UPDATE generations SET credits = -1, refunded = -2, status = 'captured'",
    "UPDATE generations SET held = -1, status = 'captured'",
    'UPDATE generations SET refunded = -1',
    'UPDATE generations SET refunded = credits + 1',
  ],
  [
    'generations_charged_by_status',
    "UPDATE generations SET credits = 0 WHERE status = 'debited'",
    "UPDATE generations SET status = 'free' WHERE credits > 0",
    "UPDATE generations SET status = 'debited'",
    "UPDATE generations SET status = 'held' WHERE credits > 0",
    "UPDATE generations SET status = 'voided' WHERE credits > 0",
    "UPDATE generations SET status = 'lapsed' WHERE credits > 0",
    "UPDATE generations SET held = 1 WHERE status = 'free'",
    "UPDATE generations SET held = 1 WHERE status = 'debited'",
  ],
  ['generations_status', "UPDATE generations SET status = 'lost' WHERE credits = 0"],
  [
    'generations_entries',
    'UPDATE generations SET first_seq = NULL',
    'UPDATE generations SET last_seq = NULL',
    'UPDATE generations SET last_seq = first_seq - 1',
  ],
  [
    'generations_outcome',
    "UPDATE generations SET outcome = 'kept'",
    'UPDATE generations SET outcome_at = now()',
    "UPDATE generations SET outcome = 'lost', outcome_at = now()",
  ],
  ['generations_metadata', "UPDATE generations SET metadata = '[]'"],
  ['generations_steps', "UPDATE generations SET steps = '[]'", "UPDATE generations SET steps = '{}'"],
  ['later_steps_entries', 'UPDATE later_steps SET last_seq = first_seq - 1'],
  ['later_steps_of_some', 'UPDATE later_steps SET project = NULL'],
  ['holds_lapse_later', 'UPDATE holds SET lapses_at = at'],
  [
    'holds_parts',
    'UPDATE holds SET amount = -1',
    'UPDATE holds SET amount = 1',
    `UPDATE holds SET parts = '[{"grant": 1, "amount": "1"}]'`,
  ],
  [
    'subscriptions_counts',
    'UPDATE subscriptions SET seats = 0',
    'UPDATE subscriptions SET period_index = -1',
    'UPDATE subscriptions SET anchor_index = -1',
    'UPDATE subscriptions SET anchor_index = period_index + 1',
  ],
  ['subscriptions_suspended_after_grace', "UPDATE subscriptions SET status = 'suspended'"],
  ['subscriptions_status', "UPDATE subscriptions SET status = 'paused'"],
  [
    'usage_rollups_count',
    'UPDATE usage_rollups SET generations = -1',
    'UPDATE usage_rollups SET refunded_earlier = -1',
  ],
  ['idempotent_answers_are_successes', 'UPDATE idempotent_answers SET status = 402'],
  ['idempotent_answers_hash_is_sha256', "UPDATE idempotent_answers SET request_hash = '\\x00'"],
  ['mails_status', "UPDATE mails SET status = 'lost'"],
  ['memberships_role', "UPDATE memberships SET role = 'admin'"],
  [
    'memberships_dismissed',
    'UPDATE memberships SET dismissed_level = 75',
    'UPDATE memberships SET dismissed_period = now()',
    'UPDATE memberships SET dismissed_level = 50, dismissed_period = now()',
  ],
  ['people_staff', "UPDATE people SET staff = 'root'"],
  [
    'people_are_known',
    'UPDATE people SET email = NULL',
    'UPDATE people SET password_hash = NULL',
    'UPDATE people SET email = NULL, password_hash = NULL',
    "UPDATE people SET external_id = 'x'",
    "UPDATE people SET external_catalog = 'captions'",
  ],
  ['portal_links_hash_is_sha256', "UPDATE portal_links SET token_hash = '\\x00'"],
  ['portal_links_room', "UPDATE portal_links SET room = 'support'"],
  ['portal_links_end', 'UPDATE portal_links SET expires_at = created_at'],
  ['people_email_lower_case', "UPDATE people SET email = 'A@example.com'"],
  ['api_keys_one_owner', 'UPDATE api_keys SET owner_account = $account', 'UPDATE api_keys SET owner_catalog = NULL'],
  ['api_keys_hash_is_sha256', "UPDATE api_keys SET secret_hash = '\\x00'"],
];

describe('the database itself refuses, even from its owner,', () => {
  it.each(refused.flatMap(([constraint, ...statements]) => statements.map((each) => [constraint, each] as const)))(
    '%s: %s',
    async (constraint, statement) => {
      expect(await attempt('owner', statement)).toBe(constraint);
    },
  );

  it('what every CHECK of the schema is there to refuse', async () => {
    const checks = await test.owner.sql`
      SELECT conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace ORDER BY 1`;
    expect(refused.map(([constraint]) => constraint).sort()).toEqual(checks.map(({ conname }) => conname));
  });

  it.each([
    ['a number taken twice', 'UPDATE entries SET seq = 2 WHERE seq = 3', 'entries_account_id_seq_pk'],
    [
      "an entry of another account's grant",
      'UPDATE entries SET grant_id = 9 WHERE seq = 2',
      'entries_account_id_grant_id_grants_account_id_id_fk',
    ],
    ['a grant away from its entries', 'DELETE FROM grants', 'entries_account_id_grant_id_grants_account_id_id_fk'],
    [
      'a hold of no generation',
      'INSERT INTO holds SELECT account_id, gen_random_uuid(), 2, at, lapses_at, period_start, feature, model, member, free, parts, amount FROM holds',
      'holds_generation',
    ],
    [
      'two invoices of an order',
      "INSERT INTO invoices (account_id, number, reason, status, issued_at, due_at, currency, lines, tax, net, total, order_id) SELECT account_id, 9, reason, 'open', issued_at, due_at, currency, lines, tax, net, total, order_id FROM invoices WHERE number = 1",
      'invoices_once_an_order',
    ],
    [
      'two renewals of a period',
      'INSERT INTO invoices (account_id, number, reason, status, issued_at, due_at, currency, lines, tax, net, total, starts_at) SELECT account_id, 9, reason, status, issued_at, due_at, currency, lines, tax, net, total, starts_at FROM invoices WHERE number = 2',
      'invoices_once_a_start',
    ],
    [
      'two top-ups that wait',
      'INSERT INTO invoices (account_id, number, reason, status, issued_at, due_at, currency, lines, tax, net, total) SELECT account_id, 9, reason, status, issued_at, due_at, currency, lines, tax, net, total FROM invoices WHERE number = 3',
      'invoices_one_top_up',
    ],
    [
      'an invoice number taken twice',
      'UPDATE invoices SET number = 2 WHERE number = 3',
      'invoices_account_id_number_pk',
    ],
    [
      'an attempt for no invoice',
      'UPDATE payment_attempts SET invoice = 9 WHERE invoice = 2',
      'payment_attempts_invoice',
    ],
    [
      'two attempts under way for an invoice',
      "INSERT INTO payment_attempts (account_id, id, invoice, status, amount, at, created_at) SELECT account_id, gen_random_uuid(), 2, 'pending', 5, at, created_at FROM payment_attempts WHERE invoice = 2",
      'payment_attempts_one_under_way',
    ],
    [
      'an invoice paid twice',
      "INSERT INTO payment_attempts (account_id, id, invoice, status, amount, at, decided_at, created_at) SELECT account_id, gen_random_uuid(), 1, 'succeeded', 5, at, at, created_at FROM payment_attempts WHERE invoice = 1",
      'payment_attempts_one_success',
    ],
    ['a generation held twice', 'INSERT INTO holds SELECT * FROM holds', 'holds_account_id_generation_id_pk'],
    [
      'a later step of no generation',
      'UPDATE later_steps SET generation_id = gen_random_uuid()',
      'later_steps_generation',
    ],
    [
      'an idempotency key taken twice',
      'INSERT INTO idempotent_answers SELECT * FROM idempotent_answers',
      'idempotent_answers_owner_key_pk',
    ],
    [
      'a catalog version kept twice',
      'INSERT INTO catalog_versions SELECT * FROM catalog_versions',
      'catalog_versions_catalog_id_version_pk',
    ],
    [
      'a mail address taken twice',
      'INSERT INTO people SELECT gen_random_uuid(), email, name, password_hash, staff, created_at FROM people',
      'people_email_unique',
    ],
    [
      "a vendor's person kept twice",
      `INSERT INTO people (id, name, external_catalog, external_id, created_at)
         SELECT gen_random_uuid(), 'A', 'captions', 'x', now() FROM generate_series(1, 2)`,
      'people_external',
    ],
    ['a mail of no row of the outbox', 'UPDATE mails SET id = gen_random_uuid()', 'mails_of_outbox'],
    ['a second mail of a row', 'INSERT INTO mails SELECT * FROM mails', 'mails_account_id_id_pk'],
    ['a link kept twice', 'INSERT INTO portal_links SELECT * FROM portal_links', 'portal_links_pkey'],
    [
      'a key kept twice',
      `INSERT INTO api_keys SELECT gen_random_uuid(), prefix, secret_hash, name, owner_catalog, owner_account, scopes,
         created_at FROM api_keys`,
      'api_keys_secret_hash_unique',
    ],
  ])('%s', async (_, statement, constraint) => {
    expect(await attempt('owner', statement)).toBe(constraint);
  });
});
