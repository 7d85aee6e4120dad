import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openDatabase, type Database } from '@/db/client';
import { loadStates } from '@/db/ledger/load';
import { migrateDatabase } from '@/db/migrate';
import { migrateAsReleased } from '@/db/testing/older-database';
import { theProgram } from '@/lib/access/actor';
import { credits } from '@/lib/credits';
import { seal } from '@/lib/ledger/chain';
import type { Entry } from '@/lib/ledger/entry';
import { sha256 } from '@/lib/sha256';
import { isoText } from '@/lib/time';
import { readReceipt } from '../accounts/read-receipt';
import { audit } from '../audit/reconcile';
import { testContext } from '../testing/context';
import { run } from '../testing/credits';

/*
 * A database of the first release, with the rows that it wrote: an account that was on Captions' Free, went on to Pro, had
 * goodwill, and charged twice. What it has is the same after every migration since.
 */

const accountId = '01a1fd8e-0000-7000-8000-000000000001';
const [debitId, freeId] = ['01a1fd8e-0000-7000-8000-00000000000a', '01a1fd8e-0000-7000-8000-00000000000b'];
const opened = Date.parse('2026-03-01T08:00:00Z');
const anchor = Date.parse('2026-03-10T09:30:00.123Z');
const later = Date.parse('2026-03-12T22:30:00Z');
const end = Date.parse('2026-04-10T09:30:00.123Z');

const kept = (more: Partial<Entry> & Pick<Entry, 'seq' | 'at' | 'balanceAfter'>): Entry => ({
  kind: 'grant',
  reason: 'first_time',
  grantId: more.seq,
  from: 'issued',
  to: 'available',
  amount: credits(200),
  periodStart: anchor,
  generationId: null,
  feature: null,
  model: null,
  ...more,
});
const debit = { kind: 'debit', reason: 'generation', from: 'available', to: 'spent', at: later } as const;
const work = { generationId: debitId, feature: 'genai-image', model: 'photon' };
const entries = seal(
  accountId,
  [
    kept({ seq: 1, at: opened, balanceAfter: credits(200), periodStart: opened }),
    kept({ seq: 2, at: anchor, reason: 'subscribed', balanceAfter: credits(400) }),
    kept({ seq: 3, at: later, reason: 'goodwill', amount: 1_500_000n, balanceAfter: 401_500_000n }),
    kept({ seq: 4, ...debit, ...work, grantId: 3, amount: 1_500_000n, balanceAfter: credits(400) }),
    kept({ seq: 5, ...debit, ...work, grantId: 2, amount: 2_500_000n, balanceAfter: 397_500_000n }),
    kept({
      ...{ seq: 6, at: later, kind: 'free', reason: 'generation', grantId: null, from: null, to: null, amount: 0n },
      ...{ balanceAfter: 397_500_000n, generationId: freeId, feature: 'mirage-script' },
    }),
  ],
  '0'.repeat(64),
  sha256,
);

let db: Database;
let remove: () => Promise<unknown>;

beforeAll(async () => {
  const admin = openDatabase(inject('databaseUrl'), { max: 1 });
  const name = `first_release_${process.pid}_${Date.now()}`;
  await admin.sql`CREATE DATABASE ${admin.sql(name)}`;
  const url = new URL(inject('databaseUrl'));
  url.pathname = `/${name}`;
  await migrateAsReleased(url.href, '0000_first_ledger');
  db = openDatabase(url.href, { max: 4 });
  remove = async () => {
    await db.close();
    await admin.sql`DROP DATABASE ${admin.sql(name)} WITH (FORCE)`;
    await admin.close();
  };
  await writeAsTheFirstRelease();
  await migrateDatabase(url.href);
});
afterAll(() => remove());

async function writeAsTheFirstRelease(): Promise<void> {
  const { sql } = db;
  const [at, from, to] = [isoText(later), isoText(anchor), isoText(end)];
  await sql`
    INSERT INTO accounts VALUES (${accountId}, 'captions', 'First', 'Asia/Kolkata', 'en', 'USD', null, ${isoText(opened)})`;
  await sql`
    INSERT INTO headers VALUES (${accountId}, 6, ${at}, decode(${entries.at(-1)!.hash}, 'hex'), 397500000, 0, ${to},
      ${from}, ${to}, 200000000, 201500000, 4000000, 0)`;
  await sql`
    INSERT INTO subscriptions VALUES (${accountId}, 'pro', 'month', 1, ${from}, 0, 'active', null, '[]', ${['welcome']}::text[])`;
  const end3 = isoText(Date.parse('2026-06-10T09:30:00.123Z'));
  await sql`
    INSERT INTO grants VALUES
      (${accountId}, 1, 'once', 'free', 'welcome', false, 200000000, 200000000, 0, 0, 0, 0, 0, ${isoText(opened)}, null, 0, 0, true),
      (${accountId}, 2, 'plan', 'pro', 'monthly', true, 200000000, 197500000, 0, 2500000, 0, 0, 0, ${from}, ${end3}, 0, 999000000, true),
      (${accountId}, 3, 'goodwill', null, null, false, 1500000, 0, 0, 1500000, 0, 0, 0, ${at}, ${to}, 0, 0, false)`;
  for (const entry of entries) {
    await sql`
      INSERT INTO entries VALUES (${accountId}, ${entry.seq}, ${isoText(entry.at)}, ${entry.kind}, ${entry.reason},
        ${entry.grantId}, ${entry.from}, ${entry.to}, ${entry.amount.toString()}, ${entry.balanceAfter.toString()},
        ${isoText(entry.periodStart!)}, ${entry.generationId}, ${entry.feature}, ${entry.model},
        decode(${entry.hash}, 'hex'))`;
  }
  const receipt = {
    catalog: { id: 'captions', version: 1 },
    formula: '1 × 4 images = 4',
    lines: [],
    burns: [
      { grant: 3, credits: 1.5, costMinor: 0 },
      { grant: 2, credits: 2.5, costMinor: 12.4875 },
    ],
    cost: { minor: 12.4875, currency: 'USD' },
    balanceBefore: 401.5,
    balanceAfter: 397.5,
    periodStart: isoText(anchor),
  };
  const free = { ...receipt, burns: [], cost: { minor: 0, currency: 'USD' }, balanceBefore: 397.5 };
  await sql`
    INSERT INTO generations VALUES
      (${accountId}, ${debitId}, ${at}, 'debited', 'genai-image', 'photon', 4000000, 1,
       ${JSON.stringify(receipt)}::text::jsonb, 'film', null, 4, 5),
      (${accountId}, ${freeId}, ${at}, 'free', 'mirage-script', null, 0, 1, ${JSON.stringify(free)}::text::jsonb, null, null, 6, 6)`;
  await sql`
    INSERT INTO usage_rollups VALUES
      (${accountId}, ${from}, '2026-03-13', 'genai-image', 'photon', 4000000, 1),
      (${accountId}, ${from}, '2026-03-13', 'mirage-script', '', 0, 1)`;
  await sql`
    INSERT INTO idempotent_answers VALUES ('catalog:captions', 'one', ${Buffer.alloc(32)}, 201,
      ${JSON.stringify({ id: debitId, account: accountId, feature: 'genai-image', status: 'debited' })}, ${at})`;
}

it('is loaded as it was', async () => {
  const grant = { recurring: false, needsSubscription: false, held: 0n, expired: 0n, revoked: 0n, reissued: 0n };
  expect((await loadStates(db.sql, [accountId])).get(accountId)).toEqual({
    account: expect.objectContaining({ accountId, catalogId: 'captions', zone: 'Asia/Kolkata', clockAt: null }),
    hash: entries.at(-1)!.hash,
    lastHold: 0,
    state: {
      accountId,
      zone: 'Asia/Kolkata',
      header: {
        seq: 6,
        at: later,
        balance: 397_500_000n,
        held: 0n,
        period: {
          ...{ start: anchor, end, carriedIn: credits(200), granted: 201_500_000n },
          ...{ used: credits(4), ended: 0n },
        },
      },
      subscription: {
        planId: 'pro',
        intervalId: 'month',
        seats: 1,
        anchor,
        anchorIndex: 0,
        periodIndex: 0,
        status: 'active',
        graceEndsAt: null,
        // Nothing came within a period then: nothing is owed for the time before.
        grantedThrough: later,
        next: null,
        seatsNext: null,
        addOns: [],
      },
      grants: [
        {
          ...{ ...grant, id: 1, source: 'once', planId: 'free', ruleId: 'welcome', priority: 0, paid: 0n },
          ...{ amount: credits(200), available: credits(200), spent: 0n, effectiveAt: opened, expiresAt: null },
        },
        {
          ...{ ...grant, id: 2, source: 'plan', planId: 'pro', ruleId: 'monthly', recurring: true, priority: 0 },
          ...{ amount: credits(200), available: 197_500_000n, spent: 2_500_000n, paid: 999_000_000n },
          ...{ effectiveAt: anchor, expiresAt: Date.parse('2026-06-10T09:30:00.123Z') },
        },
      ],
      holds: [],
      caps: [],
      freeUses: [],
      upcoming: [],
      topUp: null,
      // It belongs to the account now, and outlives the subscription.
      claimed: ['welcome'],
    },
  });
});

it('has books in order', async () => {
  const found = await audit(db, () => undefined);
  expect(found).toEqual({ accounts: 1, entries: 6, answers: 1, keys: 0, violations: [] });
});

it('goes on: a charge of then is shown, and given back', async () => {
  const context = testContext(db, later + 1_000);
  const read = () => readReceipt(context, theProgram, { accountId, generationId: debitId });
  expect(await read()).toMatchObject({
    value: { status: 'debited', credits: 4, refunded: 0, cost: { minor: 12.4875 }, entries: { first: 4, last: 5 } },
  });
  await run(context, accountId, { type: 'refund', generationId: debitId, credits: null });
  expect(await read()).toMatchObject({
    value: {
      refunded: 4,
      steps: [
        { kind: 'debit', at: isoText(later), credits: 4 },
        { kind: 'refund', credits: 4 },
      ],
    },
  });
  expect((await audit(db, () => undefined)).violations).toEqual([]);
});
