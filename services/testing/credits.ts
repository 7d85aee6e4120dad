import { inTransaction } from '@/db/transaction';
import { credits, MICRO_PER_CREDIT } from '@/lib/credits';
import type { Id } from '@/lib/ids';
import type { Command } from '@/lib/ledger/command';
import type { Change } from '@/lib/ledger/decide';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';
import { always, runCommands } from '../ledger/run-commands';

/** Runs one command, which has to work, in a transaction of its own. */
export async function run(context: Context, accountId: Id, command: Command): Promise<Change> {
  const [result] = await inTransaction(context.db, (tx) =>
    runCommands(tx, context, [{ accountId, command: always(command) }]),
  );
  if (!result?.ok) throw new Error(`${command.type}: ${JSON.stringify(result?.error)}`);
  return result.value.change!;
}

/** Gives whole credits as goodwill. */
export async function give(context: Context, accountId: Id, whole: number, expiresAt: Instant | null = null) {
  return run(context, accountId, { type: 'grant', source: 'goodwill', amount: credits(whole), expiresAt });
}

/** What the header says is available, in whole credits. */
export async function balanceOf(context: Context, accountId: Id): Promise<number> {
  const [row] = await context.db.sql`SELECT balance FROM headers WHERE account_id = ${accountId}`;
  return Number(row!.balance) / Number(MICRO_PER_CREDIT);
}
