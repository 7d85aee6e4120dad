import { expect, inject, it } from 'vitest';
import { newId } from '@/lib/ids';
import { openDatabase } from './client';
import { migrateDatabase } from './migrate';
import { migrateAsReleased } from './testing/older-database';

const AT = '2026-03-10T09:30:00Z';

/** What earlier releases wrote of a generation that was held, captured and partly given back. */
const steps = [
  { kind: 'hold', firstSeq: 1, lastSeq: 1 },
  { kind: 'capture', firstSeq: 2, lastSeq: 3 },
  { kind: 'refund', firstSeq: 4, lastSeq: 4 },
  { kind: 'refund', firstSeq: null, lastSeq: null },
];

it('a member finds the later steps of what earlier releases wrote', async () => {
  const admin = openDatabase(inject('databaseUrl'), { max: 1 });
  const name = `later_steps_${process.pid}_${Date.now()}`;
  await admin.sql`CREATE DATABASE ${admin.sql(name)}`;
  const url = Object.assign(new URL(inject('databaseUrl')), { pathname: `/${name}` }).href;
  const db = openDatabase(url, { max: 2 });
  try {
    await migrateAsReleased(url, '0005_leaner_debits');
    const { sql } = db;
    const [account, ...ids] = [newId(), newId(), newId(), newId(), newId()];
    await sql`
      INSERT INTO accounts (account_id, catalog_id, name, zone, locale, currency, created_at)
      VALUES (${account!}, 'captions', 'Older', 'UTC', 'en', 'USD', ${AT})`;
    for (const [at, member, project] of [
      [0, 'ada', null],
      [1, 'ada', 'film'],
      [2, null, 'film'],
      [3, null, null],
    ] as const) {
      const moved = steps.map((step) => ({
        ...step,
        firstSeq: step.firstSeq && step.firstSeq + at * 10,
        lastSeq: step.lastSeq && step.lastSeq + at * 10,
      }));
      await sql`
        INSERT INTO generations (account_id, id, at, status, feature, member, project, credits, held, refunded,
          catalog_version, receipt, steps, first_seq, last_seq)
        VALUES (${account!}, ${ids[at]!}, ${AT}, 'captured', 'ai-ads', ${member}, ${project}, 5, 9, 1, 1, '{}',
          ${JSON.stringify(moved)}::text::jsonb, ${at * 10 + 1}, ${at * 10 + 1})`;
      if (project === null) continue;
      for (const { firstSeq, lastSeq } of moved.slice(1, 3)) {
        await sql`INSERT INTO later_steps VALUES (${account!}, ${project}, ${firstSeq}, ${lastSeq}, ${ids[at]!})`;
      }
    }
    await migrateDatabase(url);
    const rows = await sql`SELECT project, member, first_seq, last_seq FROM later_steps ORDER BY first_seq`;
    expect(rows.map((row) => [row.project, row.member, Number(row.first_seq), Number(row.last_seq)])).toEqual([
      [null, 'ada', 2, 3],
      [null, 'ada', 4, 4],
      ['film', 'ada', 12, 13],
      ['film', 'ada', 14, 14],
      ['film', null, 22, 23],
      ['film', null, 24, 24],
    ]);
  } finally {
    await db.close();
    await admin.sql`DROP DATABASE ${admin.sql(name)} WITH (FORCE)`;
    await admin.close();
  }
});
