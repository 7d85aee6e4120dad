import { inDatabase, type Mutation } from './mutation';

/** Promises of the API beside the ledger's: once only, whose things they are, how much, pages without gaps. */
export const ofTheApi: readonly Mutation[] = [
  {
    name: 'one-time credits come again with every account of the same owner',
    file: 'services/accounts/open-account.ts',
    find: '  await insertOneTimeClaims(tx, { catalogId, subject: subjects[0]!, ruleIds: claims }, now);\n',
    replace: '  void insertOneTimeClaims, claims;\n',
    caughtBy: inDatabase('api/accounts.db.test.ts', 'has its one-time credits once per external id'),
  },
  {
    name: 'one-time credits come before the mail address is confirmed',
    file: 'services/accounts/open-account.ts',
    find: "'personId' in owner && owner.isUnverified ? onceRules(catalog, into) : []",
    replace: "'personId' in owner && owner.isUnverified ? onceRules(catalog, into).slice(0, 0) : []",
    caughtBy: inDatabase(
      'services/people/confirm-address.db.test.ts',
      'the 200 credits come when the address is confirmed, once',
    ),
  },
  {
    name: 'a link confirms a mail address as often as it is used',
    file: 'services/people/confirm-address.ts',
    find: "if (person.isVerified) return notValid('used');",
    replace: "if (person.isVerified && !read) return notValid('used');",
    caughtBy: inDatabase(
      'services/people/confirm-address.db.test.ts',
      'the 200 credits come when the address is confirmed, once',
    ),
  },
  {
    name: 'one-time credits are given whoever had them before',
    file: 'services/accounts/open-account.ts',
    find: '      facts: { claimedElsewhere },',
    replace: '      facts: { claimedElsewhere: claimedElsewhere.slice(0, 0) },',
    caughtBy: inDatabase('api/accounts.db.test.ts', 'has its one-time credits once per external id'),
  },
  {
    name: 'the same request at the same time is refused for what its twin has just done',
    file: 'services/once.ts',
    find: 'return winner ? replay(winner, once) : { ok: false, error: refused.by };',
    replace: 'return winner && refused.by === null ? replay(winner, once) : { ok: false, error: refused.by };',
    caughtBy: inDatabase(
      'api/accounts.db.test.ts',
      'asked for by twenty at once under one name has twenty equal answers',
    ),
  },
  {
    name: "a key that was used for another request gives that one's answer",
    file: 'services/once.ts',
    find: 'if (earlier.requestHash !== requestHash) {',
    replace: 'if (earlier.requestHash === null) {',
    caughtBy: inDatabase('api/keys.db.test.ts', 'is made, works, and shows its text this once'),
  },
  {
    name: "an account's own key does what only the product's server may",
    file: 'lib/access/access.ts',
    find: "if (!productOnly || owner.kind === 'catalog') return ok(null);",
    replace: 'if (!productOnly || owner.kind !== null) return ok(null);',
    caughtBy: inDatabase('api/accounts.db.test.ts', "is made by nobody but the product's own server"),
  },
  {
    name: 'an account is given more than a JSON number carries',
    file: 'services/accounts/grant-credits.ts',
    find: 'if (has + amount > AMOUNT_MAX) {',
    replace: 'if (has > AMOUNT_MAX) {',
    caughtBy: inDatabase('api/accounts.db.test.ts', 'never come to more than a JSON number carries'),
  },
  {
    name: 'a page of grants leaves out the first that belongs to it',
    file: 'db/reads/grants.ts',
    find: 'AND id < ${before}',
    replace: 'AND id < ${before} - 1',
    caughtBy: inDatabase('api/account-reads.db.test.ts', 'are walked back to the first, closed ones too'),
  },
  {
    name: "a key reads another catalog's prices and rules",
    file: 'services/catalogs/read-prices.ts',
    find: "if (actor.kind === 'key' && (await catalogOfKey(context, actor)) !== catalogId) return noSuchCatalog;",
    replace: "if (actor.kind === 'key' && (await catalogOfKey(context, actor)) === null) return noSuchCatalog;",
    caughtBy: inDatabase('api/catalogs.db.test.ts', "is the key's own, or that of its account, and no other"),
  },
];
