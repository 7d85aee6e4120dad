/** What became of a mail: sent; kept, because nothing is to be sent; or given up after many tries. */
export const mailStatuses = ['sent', 'kept', 'refused'] as const;
export type MailStatus = (typeof mailStatuses)[number];
