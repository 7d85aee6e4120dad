import { message, type MessageKey } from '@/lib/messages/message';

/** The title of a page for tabs and histories; with the account's name where it shows one. */
export function titled(page: MessageKey, account?: string): string {
  const values = { page: message('en', page), account: account ?? '' };
  return message('en', account === undefined ? 'app.title' : 'app.titleOf', values);
}
