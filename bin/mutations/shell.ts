import { inDatabase, inUnit, type Mutation } from './mutation';

/** Promises of the ledger's durable shell: locks, once only, nothing rewritten. */
export const ofTheShell: readonly Mutation[] = [
  {
    name: 'an account is not locked while it is decided',
    file: 'db/ledger/load.ts',
    find: 'ORDER BY account_id FOR NO KEY UPDATE',
    replace: 'ORDER BY account_id',
    caughtBy: inDatabase('services/ledger/last-credit.db.test.ts', 'two debits of the last credit at once'),
  },
  {
    name: "a lock is given up before the transaction's end",
    file: 'db/ledger/load.ts',
    find: 'FOR NO KEY UPDATE',
    replace: 'FOR KEY SHARE',
    caughtBy: inDatabase('db/ledger/lock.db.test.ts', 'makes the next one wait'),
  },
  {
    name: 'accounts are locked in whatever order their rows lie',
    file: 'db/ledger/load.ts',
    find: 'ORDER BY account_id FOR NO KEY UPDATE',
    replace: 'FOR NO KEY UPDATE',
    caughtBy: inDatabase('db/ledger/lock.db.test.ts', 'never wait for each other in a circle'),
  },
  {
    name: 'an earlier answer to the same key is not looked for',
    file: 'services/ledger/run-commands.ts',
    find: 'const earlier = item.once && known.get(nameOf(item.once));',
    replace: 'const earlier = undefined as KeptAnswer | undefined;',
    caughtBy: inDatabase('services/ledger/last-credit.db.test.ts', 'the same key again charges nothing'),
  },
  {
    name: 'a key is taken again for another request',
    file: 'services/ledger/run-commands.ts',
    find: 'if (earlier.requestHash !== requestHash) {',
    replace: 'if (earlier.requestHash === null) {',
    caughtBy: inDatabase('services/ledger/last-credit.db.test.ts', 'the same key again charges nothing'),
  },
  {
    name: 'what a period has cost and given so far is forgotten between two requests',
    file: 'db/ledger/rules.ts',
    find: 'if (!soFar) return {};',
    replace: 'if (!soFar || soFar) return {};',
    caughtBy: inUnit('db/ledger/rules.test.ts', 'rules come back as they were written'),
  },
  {
    name: 'the program may change an entry',
    file: 'db/roles.ts',
    find: "entries: 'INSERT',",
    replace: "entries: 'INSERT, UPDATE',",
    caughtBy: inDatabase('db/rights.db.test.ts', 'every role has exactly these rights'),
  },
  {
    name: 'the program may delete an entry',
    file: 'db/roles.ts',
    find: "entries: 'INSERT',",
    replace: "entries: 'INSERT, DELETE',",
    caughtBy: inDatabase('db/rights.db.test.ts', 'every role has exactly these rights'),
  },
  {
    name: 'the rollup goes by the days of UTC',
    file: 'lib/usage/rollup.ts',
    find: 'const day = dayIn(zone, entry.at);',
    replace: "const day = dayIn('UTC', entry.at);",
    caughtBy: inUnit('lib/usage/rollup.test.ts', "goes by the days of the account's zone"),
  },
];
