import Link from 'next/link';
import { message } from '@/lib/messages/message';
import { periodText } from '@/lib/messages/policy-words';
import type { TermOffer } from '@/lib/usage/plan-offers';

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
        <form method="get" action={`${href}#plans`} className="flex flex-wrap items-end gap-3">
          {lengths.length > 1 && <input type="hidden" name="months" value={months} />}
          <span className="grid gap-1">
            <label htmlFor="plan-seats" className="text-xs text-soft">
              {message(locale, 'plan.seatsFor')}
            </label>
            <input id="plan-seats" name="seats" {...numberInput} min={1} max={100_000} defaultValue={seats} />
          </span>
          <button type="submit" className={sideButton}>
            {message(locale, 'plan.seatsShow')}
          </button>
        </form>
      )}
    </div>
  );
}

export const numberInput = {
  type: 'number',
  inputMode: 'numeric',
  step: 1,
  required: true,
  className: 'figures h-11 w-24 rounded-card border border-edge bg-surface px-3 text-end text-base text-ink',
} as const;

/** A button beside a field: it leads on, and changes nothing yet. */
export const sideButton = 'min-h-11 rounded-card border border-accent px-4 font-strong text-accent hover:bg-raised';

/** In how many months' steps plans are paid that have a price. */
export function lengthsOf(offers: readonly TermOffer[]): number[] {
  const priced = offers.filter(({ price }) => price !== null).map(({ interval }) => interval.months);
  return [...new Set(priced)].sort((a, b) => a - b);
}
