import { openDatabase } from '@/db/client';
import { usableAppRole } from '@/db/roles';
import { quote } from '@/lib/catalog/price';
import { systemClock } from '@/lib/clock';
import { jsonNumber } from '@/lib/credits';
import { ok } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { sha256 } from '@/lib/sha256';
import { loadCatalogBook } from '@/services/catalogs/load-catalogs';
import { openBatcher } from '@/services/ledger/batch';
import { withReceipt } from '@/services/ledger/receipt';
import type { LedgerItem } from '@/services/ledger/run-commands';
import { DEBIT } from './debit';
import { inLoop, type Spans } from './loop';
import { answerTask } from './task';
import type { Watched } from './usage';

/** Debits through the batcher in this very process: the ledger without HTTP, keys or rights. */
export interface ShellTask extends Spans {
  databaseUrl: string;
  inFlight: number;
  accounts: string[];
  owner: string;
  prefix: string;
  watched: Watched;
}

await answerTask(async (task: ShellTask) => {
  const login = openDatabase(task.databaseUrl, { max: 1 });
  const role = await usableAppRole(login).finally(() => login.close());
  const db = openDatabase(task.databaseUrl, { role, max: 20 });
  const batcher = openBatcher({ db, clock: systemClock, catalogs: await loadCatalogBook(db) });
  let made = 0;
  const watched = { ...task.watched, program: process.pid };
  const measured = await inLoop(task.inFlight, task, watched, async () => {
    const accountId = task.accounts[Math.floor(Math.random() * task.accounts.length)]!;
    const done = await batcher.submit(debitOf(accountId, { owner: task.owner, key: `${task.prefix}${(made += 1)}` }));
    if (!done.ok) throw new Error(`a debit was refused: ${JSON.stringify(done.error)}`);
    return 1;
  });
  await db.close();
  return measured;
});

/** A debit as a request of the API makes it: priced, named, with an answer that has its receipt. */
function debitOf(accountId: string, name: { owner: string; key: string }): LedgerItem {
  const generationId = newId();
  return {
    accountId,
    command: (catalog) => {
      const priced = quote(catalog, DEBIT);
      return priced.ok ? ok({ type: 'debit', generationId, quote: priced.value }) : priced;
    },
    once: { ...name, requestHash: sha256(JSON.stringify({ account: accountId, ...DEBIT })) },
    answer: ({ steps }, account) => {
      const step = steps.at(-1)!;
      const { feature } = step.quote!;
      const said = {
        id: generationId,
        account: accountId,
        status: 'debited',
        feature,
        credits: jsonNumber(step.credits),
      };
      return { status: 201, text: withReceipt(said, step, account.currency) };
    },
  };
}
