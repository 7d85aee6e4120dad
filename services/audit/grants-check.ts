import type { Row } from '@/db/client';
import { decimalText, type Micro } from '@/lib/credits';
import { costBasis, costGivenBack } from '@/lib/ledger/cost-basis';
import type { Entry } from '@/lib/ledger/entry';
import { places, type RestingPlace } from '@/lib/ledger/state';
import type { MoneyMicro } from '@/lib/money';
import { differ, type Tell } from './violations';

const resting = places.filter((place): place is RestingPlace => place !== 'issued');

interface Sums extends Record<RestingPlace, Micro> {
  /** As they are kept: what was paid for credits is no movement, and no entry tells it. */
  amount: Micro;
  paid: MoneyMicro;
  issued: Micro;
}

/**
 * Each grant is issued once, whole, and never holds less than nothing in any place on the way. What a movement has cost
 * is worked out with it; what moved on into a new grant is what that one holds and what was paid for it.
 * Memory: a few sums for each grant that the account ever had.
 */
export function grantsCheck(rows: readonly Row[], tell: Tell) {
  const grants = new Map<number, Sums>(
    rows.map((row) => [Number(row.id), { ...nothing(), amount: row.amount as Micro, paid: row.paid as MoneyMicro }]),
  );
  // On its way from one grant into the next.
  let passing: { amount: Micro; paid: MoneyMicro } | null = null;

  return {
    /** @returns what the credits had cost that were spent, or that came back from being spent; 0 for any other movement */
    see(entry: Entry): MoneyMicro {
      const { grantId, from, to, amount, seq, reason } = entry;
      const continues = reason === 'reissued' || reason === 'reissued_earlier' || reason === 'extended';
      const comesOn = from === 'issued' && continues;
      if (passing && !comesOn && to !== 'reissued') tell(`entry ${seq - 1} moves credits on, and nothing comes of it`);
      if (!comesOn && to !== 'reissued') passing = null;
      if (grantId === null || from === null || to === null) {
        if (entry.kind !== 'free' || amount !== 0n) tell(`entry ${seq} moves credits of no grant`);
        return 0n;
      }
      const grant = grants.get(grantId);
      if (!grant) {
        tell(`grant ${grantId} has entries and no row`);
        grants.set(grantId, { ...nothing(), amount, paid: 0n });
        return 0n;
      }
      if (from === 'issued') {
        if (grant.issued !== 0n || grantId !== seq) tell(`entry ${seq} issues grant ${grantId} again`);
        grant.issued += amount;
        grant[to as RestingPlace] += amount;
        if (comesOn) {
          differ(
            tell,
            `grant ${grantId}: what came on into it`,
            decimalText(amount),
            decimalText(passing?.amount ?? 0n),
          );
          differ(tell, `grant ${grantId}: paid`, decimalText(grant.paid), decimalText(passing?.paid ?? 0n));
          passing = null;
        }
        return 0n;
      }
      const cost = costOf(grant, entry);
      if (to === 'reissued') {
        const paid = from === 'spent' ? cost : costBasis(grant, amount);
        passing = { amount: (passing?.amount ?? 0n) + amount, paid: (passing?.paid ?? 0n) + paid };
      }
      grant[from] -= amount;
      grant[to as RestingPlace] += amount;
      if (grant[from] < 0n) tell(`entry ${seq} takes more from grant ${grantId} than is ${from}`);
      return cost;
    },
    /** What is held of each grant that has anything held. */
    held(): Map<number, Micro> {
      return new Map([...grants].filter(([, { held }]) => held > 0n).map(([id, { held }]) => [id, held]));
    },
    finish(): void {
      if (passing) tell('the last entry moves credits on, and nothing comes of it');
      for (const row of rows) {
        const name = `grant ${row.id}`;
        const sum = grants.get(Number(row.id))!;
        differ(tell, `${name}: amount`, decimalText(row.amount), decimalText(sum.issued));
        for (const place of resting)
          differ(tell, `${name}: ${place}`, decimalText(row[place]), decimalText(sum[place]));
        differ(tell, `${name}: open`, row.open, sum.available + sum.held > 0n);
      }
    },
  };
}

function costOf(grant: Sums, { from, to, amount }: Entry): MoneyMicro {
  if (to === 'spent') return costBasis(grant, amount);
  return from === 'spent' ? costGivenBack(grant, amount) : 0n;
}

function nothing() {
  return { issued: 0n, available: 0n, held: 0n, spent: 0n, expired: 0n, revoked: 0n, reissued: 0n };
}
