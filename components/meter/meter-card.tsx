import Link from 'next/link';
import { CountingNumber } from '@/components/words/counting-number';
import { RichMessage } from '@/components/words/rich-message';
import { dayText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { Meter } from '@/lib/usage/meter';
import { MeterBar } from './meter-bar';
import { MeterLegend } from './meter-legend';
import { meterNotes } from './meter-notes';
import { RefreshLine } from './refresh-line';

const tones = { plain: 'text-ink', soon: 'text-soon', stopped: 'text-stopped font-strong' };

interface Props {
  meter: Meter;
  locale: string;
  /** Where the entries behind the numbers are listed. */
  entries: string;
}

/** The meter: numbers first, bar second, sentences third. */
export function MeterCard({ meter, locale, entries }: Props) {
  const { period, plan, zone } = meter;
  // A year's period would begin and end on the same day.
  const day = (at: string) => dayText(locale, zone, at, period?.start.slice(0, 4) !== period?.end.slice(0, 4));
  return (
    <section aria-labelledby="meter-left" className="grid gap-5 rounded-card border bg-surface p-4 sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
        <div className="min-w-0">
          <h2 id="meter-left" className="text-base font-normal">
            <RichMessage
              locale={locale}
              of="meter.left"
              values={{
                count: meter.available,
                n: () => (
                  <span className="text-xl font-strong break-all" data-testid="available">
                    <CountingNumber value={meter.available} locale={locale} />
                  </span>
                ),
              }}
            />
          </h2>
          <p className="figures text-soft" suppressHydrationWarning>
            {period
              ? message(locale, 'meter.periodWords', { start: day(period.start), end: day(period.end) })
              : message(locale, 'meter.noPeriod')}
            {plan && ` · ${message(locale, 'meter.plan', { plan: plan.name })}`}
          </p>
        </div>
        <RefreshLine meter={meter} locale={locale} />
      </div>
      <div className="grid gap-3">
        <MeterBar meter={meter} locale={locale} />
        <MeterLegend meter={meter} locale={locale} />
      </div>
      <ul className="grid gap-1 border-t pt-4">
        {meterNotes(meter, locale).map((note) => (
          <li key={note.key} className={`figures max-w-[75ch] ${tones[note.tone]}`} suppressHydrationWarning>
            {note.text}
          </li>
        ))}
        <li className="text-soft">
          {message(locale, 'meter.zone', { zone })}{' '}
          <Link href={entries} prefetch={false} className="link whitespace-nowrap">
            {message(locale, 'meter.seeEntries')}
          </Link>
        </li>
      </ul>
    </section>
  );
}
