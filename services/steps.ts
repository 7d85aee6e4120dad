/**
 * The steps of a renewal and of its mail, in their order: after any of them the program can be killed, and what was begun
 * is finished once all the same. Those of tests that do so listen to them (`Context.onStep`).
 */
export const steps = [
  /** Nothing has been done yet. */
  'account.begun',
  /** The invoice is there, and a payment that is to be asked for. */
  'account.asks',
  /** The provider has answered, and nobody has written it down. */
  'payment.answered',
  /** It is written down with what it brings, and not committed. */
  'payment.recorded',
  'payment.committed',
  /** When the account is due again is known. */
  'account.done',
  /** The mail is written, and nobody has it. */
  'mail.made',
  /** The mail server has it. */
  'mail.brought',
  /** It is marked as done, and not committed. */
  'mail.marked',
  'mail.committed',
] as const;

export type Step = (typeof steps)[number];
