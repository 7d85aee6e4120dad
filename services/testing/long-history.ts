import { inTransaction } from '@/db/transaction';
import { quote } from '@/lib/catalog/price';
import { credits, type Micro } from '@/lib/credits';
import { ok } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';
import { always, runCommands, type LedgerItem } from '../ledger/run-commands';
import { newSubscriber } from './context';

const BATCH = 1_000;

/** What is made again and again, by two members or nobody: two features with models, one without, and one that is free. */
const habits = [
  { request: { feature: 'ai-ads', quantity: 1 }, project: 'Spring & Sons', member: 'ada' },
  { request: { feature: 'genai-image', model: 'photon', quantity: 1 }, project: null, member: 'ben' },
  { request: { feature: 'ai-ads', quantity: 2 }, project: '=1+1', member: null },
  { request: { feature: 'genai-image', model: 'flux-1-1', quantity: 1 }, project: 'Spring & Sons', member: 'ada' },
  { request: { feature: 'mirage-script', quantity: 1 }, project: null, member: null },
] as const;

/**
 * A test account with a long history, made by the engine: one entry a minute from `start` on, or as often as is said. Every fiftieth, or as is said, is a small
 * goodwill grant for a day, so that debits are paid by several grants now and then; every twentieth is held and captured a minute
 * later, and every fortieth given back, so that what belongs together does not always stand together.
 * @param entries how many entries there are in the end, about: a debit of two grants is two
 * @param apartMs from one entry to the next
 * @param giftEvery so many entries from one such grant to the next; a multiple of ten
 */
export async function accountWithHistory(
  context: Context,
  {
    entries,
    start,
    zone = 'UTC',
    apartMs = 60_000,
    giftEvery = 50,
  }: { entries: number; start: Instant; zone?: string; apartMs?: number; giftEvery?: number },
): Promise<{ accountId: Id; personId: Id }> {
  const { accountId, personId } = await newSubscriber(context, { zone, clockAt: start });
  const at = (index: number) => start + index * apartMs;
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
  const ids: { generationId: Id; credits: Micro }[] = [];
  let made = 1;
  while (made < entries) {
    const items = Array.from({ length: Math.min(BATCH, entries - made) }, (_, offset) => {
      const index = made + offset;
      if (index === 1) return giveAll;
      if (index % giftEvery === 0) return give(index, 1);
      if (index % 20 === 4 && ids[index - 1]) {
        return { accountId, clockAt: at(index), command: always({ type: 'capture', ...ids[index - 1]! }) };
      }
      if (index % 40 === 15) {
        const { generationId } = ids[index - 10]!;
        return { accountId, clockAt: at(index), command: always({ type: 'refund', generationId, credits: null }) };
      }
      const habit = habits[index % habits.length]!;
      ids[index] = { generationId: newId(), credits: credits(habit.request.quantity) };
      return work(accountId, at(index), habit, ids[index], index % 20 === 3 ? at(index) + 10 * apartMs : null);
    });
    const results = await inTransaction(context.db, (tx) => runCommands(tx, context, items));
    const refused = results.find((result) => !result.ok);
    if (refused) throw new Error(`the history was refused: ${JSON.stringify(refused)}`);
    made += items.length;
  }
  return { accountId, personId };
}

function work(
  accountId: Id,
  clockAt: Instant,
  { request, project, member }: (typeof habits)[number],
  { generationId }: { generationId: Id },
  heldUntil: Instant | null,
): LedgerItem {
  return {
    accountId,
    clockAt,
    project,
    command: (catalog) => {
      const priced = quote(catalog, request);
      if (!priced.ok) return priced;
      if (heldUntil !== null)
        return ok({ type: 'hold', generationId, quote: priced.value, member, lapsesAt: heldUntil });
      return ok({ type: 'debit', generationId, quote: priced.value, member });
    },
  };
}
