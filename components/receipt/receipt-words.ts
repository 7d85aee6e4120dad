import { creditsText, momentText } from '@/lib/messages/format';
import { message, type MessageValues } from '@/lib/messages/message';
import type { GenerationReceipt } from '@/services/accounts/read-receipt';
import { sourceText } from './burn-table';
import { standingOf } from './standing';

/** The receipt in one sentence. */
export function receiptWords(receipt: GenerationReceipt, locale: string, zone: string): string {
  const { at, credits, held, lapsesAt, refunded, net, burns, steps, balanceAfter } = receipt;
  const moment = (instant: string) => momentText(locale, zone, instant, true);
  const last = steps.at(-1)!;
  const standing = standingOf(receipt);
  const counted = (count: number): MessageValues => ({ count, credits: creditsText(locale, count) });
  switch (standing) {
    case 'free':
      return message(locale, 'receipt.wordsFree', { moment: moment(at), left: creditsText(locale, balanceAfter) });
    case 'debited':
      return message(locale, 'receipt.words', {
        ...counted(credits),
        moment: moment(at),
        left: creditsText(locale, balanceAfter),
        leftCount: balanceAfter,
        sources: burns.length,
        source: burns[0] ? sourceText(burns[0].grant, locale) : '',
      });
    case 'held':
      return message(locale, 'receipt.words.held', { ...counted(credits), moment: moment(lapsesAt ?? last.at) });
    case 'captured':
      return message(locale, 'receipt.words.captured', {
        ...counted(credits),
        held: creditsText(locale, held ?? 0),
        moment: moment(last.at),
      });
    case 'voided':
    case 'lapsed':
      return message(locale, `receipt.words.${standing}`, { ...counted(held ?? 0), moment: moment(last.at) });
    case 'refunded':
      return message(locale, 'receipt.words.refunded', { ...counted(credits), moment: moment(last.at) });
    case 'partlyRefunded':
      return message(locale, 'receipt.words.partlyRefunded', {
        ...counted(refunded),
        charged: creditsText(locale, credits),
        net: creditsText(locale, net.credits),
      });
  }
}
