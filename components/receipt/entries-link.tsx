import Link from 'next/link';
import { amountText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';

interface Props {
  entries: { first: number; last: number };
  /** The activity list's address. */
  activity: string;
  locale: string;
}

/** "Entries no. 4 to 6": the list from the last of them on. */
export function EntriesLink({ entries: { first, last }, activity, locale }: Props) {
  const numbers = { first: amountText(locale, first), last: amountText(locale, last) };
  return (
    <Link href={`${activity}?before=${last + 1}`} prefetch={false} className="link">
      {message(locale, 'receipt.entryRange', { count: last - first + 1, ...numbers })}
    </Link>
  );
}
