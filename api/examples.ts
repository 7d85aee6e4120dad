/** A call of an operation. */
interface Example {
  /** Behind the "?". */
  query?: Readonly<Record<string, string>>;
  body?: unknown;
}

/** What stands in a path's braces. */
export const parameterExamples: Readonly<Record<string, string>> = {
  account: 'ext:customer-42',
  generation: '0199c0de-5a1e-7000-8000-000000000042',
  key: '0199c0de-5a1e-7000-8000-000000000007',
  catalog: 'captions',
};

const work = { feature: 'ai-ads', quantity: 3 };
const account = 'ext:customer-42';

/**
 * A call of each operation, by its id: shown in the document, and made by the tests as it stands here. They speak of an
 * account that the vendor knows as customer-42.
 */
export const examples: Readonly<Record<string, Example>> = {
  createQuotes: { body: { account, items: [work, { feature: 'genai-image', model: 'flux-1-1', quantity: 2 }] } },
  createGeneration: { body: { account, ...work, project: 'spring-launch', member: 'mara' } },
  createGenerationBatch: {
    body: {
      items: [
        { idempotencyKey: 'night-run-0001', account, ...work },
        { idempotencyKey: 'night-run-0002', account, feature: 'mirage-script' },
      ],
    },
  },
  getGeneration: {},
  captureGeneration: { body: { quantity: 2 } },
  voidGeneration: { body: {} },
  refundGeneration: { body: { credits: 1, reason: 'failed' } },
  markOutcome: { body: { outcome: 'kept' } },

  createAccount: {
    body: {
      externalId: 'customer-42',
      name: 'Mara Meyer',
      zone: 'Europe/Berlin',
      locale: 'de-DE',
      plan: 'max',
      balance: { credits: 350, expiresAt: '2027-01-01T00:00:00Z', paidMinor: 0 },
    },
  },
  createGrant: { body: { credits: 25, source: 'goodwill' } },
  createPortalLink: {
    body: { person: { externalId: 'user-7', name: 'Mara Meyer', role: 'owner' }, path: '/usage' },
  },
  getAccount: {},
  getBalance: {},
  getMeter: {},
  listGrants: { query: { all: '1' } },
  listEntries: { query: { limit: '20' } },
  getUsage: { query: { by: 'feature' } },

  getCatalog: {},

  listKeys: {},
  createKey: { body: { name: 'Reporting', scopes: ['accounts:read'] } },
  rotateKey: { body: {} },
  revokeKey: { body: {} },
};
