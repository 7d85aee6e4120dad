import { inTransaction } from '@/db/transaction';
import { quote } from '@/lib/catalog/price';
import { credits } from '@/lib/credits';
import { ok } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';
import { always, runCommands, type LedgerItem } from '../ledger/run-commands';
import { newSubscriber } from './context';

const BATCH = 1_000;

/** What is made again and again: two features with models, one without, and one that is free. */
const habits = [
  { request: { feature: 'ai-ads', quantity: 1 }, project: 'Spring & Sons' },
  { request: { feature: 'genai-image', model: 'photon', quantity: 1 }, project: null },
  { request: { feature: 'ai-ads', quantity: 2 }, project: '=1+1' },
  { request: { feature: 'genai-image', model: 'flux-1-1', quantity: 1 }, project: 'Spring & Sons' },
  { request: { feature: 'mirage-script', quantity: 1 }, project: null },
] as const;

/**
 * A test account with a long history, made by the engine: one entry a minute from `start` on. Every fiftieth is a small
 * goodwill grant, so that debits are paid by several grants now and then.
 * @param entries how many entries there are in the end, about: a debit of two grants is two
 */
export async function accountWithHistory(
  context: Context,
  { entries, start, zone = 'UTC' }: { entries: number; start: Instant; zone?: string },
): Promise<{ accountId: Id; personId: Id }> {
  const { accountId, personId } = await newSubscriber(context, { zone, clockAt: start });
  const at = (index: number) => start + index * 60_000;
  const give = (index: number, whole: number): LedgerItem => ({
    accountId,
    clockAt: at(index),
    command: always({ type: 'grant', source: 'goodwill', amount: credits(whole), expiresAt: at(index) + 86_400_000 }),
  });
  const giveAll: LedgerItem = {
    accountId,
    clockAt: start,
    command: always({ type: 'grant', source: 'contract', amount: credits(9_000_000), expiresAt: null, paid: 900_001n }),
  };
  let made = 1;
  while (made < entries) {
    const items = Array.from({ length: Math.min(BATCH, entries - made) }, (_, offset) => {
      const index = made + offset;
      if (index === 1) return giveAll;
      return index % 50 === 0 ? give(index, 1) : work(accountId, at(index), habits[index % habits.length]!);
    });
    const results = await inTransaction(context.db, (tx) => runCommands(tx, context, items));
    const refused = results.find((result) => !result.ok);
    if (refused) throw new Error(`the history was refused: ${JSON.stringify(refused)}`);
    made += items.length;
  }
  return { accountId, personId };
}

function work(accountId: Id, clockAt: Instant, { request, project }: (typeof habits)[number]): LedgerItem {
  const generationId = newId();
  return {
    accountId,
    clockAt,
    project,
    command: (catalog) => {
      const priced = quote(catalog, request);
      return priced.ok ? ok({ type: 'debit', generationId, quote: priced.value }) : priced;
    },
  };
}
