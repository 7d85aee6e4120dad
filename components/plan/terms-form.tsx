import Link from 'next/link';
import { message } from '@/lib/messages/message';
import { periodText } from '@/lib/messages/policy-words';
import type { TermOffer } from '@/lib/usage/term-offers';
import { CountForm } from './count-form';

interface Props {
  offers: readonly TermOffer[];
  /** The way of paying and the seats that are shown. */
  months: number;
  seats: number;
  href: string;
  locale: string;
}

/** How one would pay, and for how many seats. The address holds both, so it works without scripts. */
export function TermsForm({ offers, months, seats, href, locale }: Props) {
  const lengths = lengthsOf(offers);
  const bySeat = offers.some((offer) => offer.seats);
  if (lengths.length < 2 && !bySeat) return null;
  return (
    <div className="flex flex-wrap items-end gap-x-8 gap-y-3">
      {lengths.length > 1 && (
        <nav aria-label={message(locale, 'plan.interval')} className="flex gap-1">
          {lengths.map((each) => (
            <Link
              key={each}
              href={`${href}?months=${each}${bySeat ? `&seats=${seats}` : ''}#plans`}
              prefetch={false}
              scroll={false}
              aria-current={each === months ? 'true' : undefined}
              className="flex min-h-11 items-center rounded-card border border-transparent px-3 text-soft hover:bg-raised aria-[current]:border-edge aria-[current]:bg-surface aria-[current]:font-strong aria-[current]:text-ink"
            >
              {message(locale, 'plan.byPeriod', { period: periodText(locale, each) })}
            </Link>
          ))}
        </nav>
      )}
      {bySeat && (
        <CountForm
          action={`${href}#plans`}
          order={lengths.length > 1 ? { months: String(months) } : {}}
          name="seats"
          label={message(locale, 'plan.seatsFor')}
          min={1}
          max={100_000}
          value={seats}
          button={message(locale, 'plan.seatsShow')}
        />
      )}
    </div>
  );
}

/** In how many months' steps plans are paid that have a price. */
export function lengthsOf(offers: readonly TermOffer[]): number[] {
  const priced = offers.filter(({ price }) => price !== null).map(({ interval }) => interval.months);
  return [...new Set(priced)].sort((a, b) => a - b);
}
