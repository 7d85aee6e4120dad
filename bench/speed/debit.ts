/** What every debit here is for: one credit. */
export const DEBIT = { feature: 'ai-ads', quantity: 1 } as const;
