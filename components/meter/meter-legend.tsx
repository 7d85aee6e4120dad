import { CountingNumber } from '@/components/words/counting-number';
import { amountText } from '@/lib/messages/format';
import { message, type MessageKey } from '@/lib/messages/message';
import type { Meter } from '@/lib/usage/meter';
import { meterShares, wholeOf } from './meter-shares';

const swatches = {
  used: 'bg-used border border-used',
  held: 'hatched border border-used',
  ended: 'border border-dashed border-edge',
  left: 'bg-left border border-edge',
};

/** The numbers of the bar, which add up to the whole, and what the whole is made of. */
export function MeterLegend({ meter, locale }: { meter: Meter; locale: string }) {
  const parts: [keyof typeof swatches, MessageKey, number][] = [
    ['used', 'meter.used', meter.used],
    ['held', 'meter.held', meter.held],
    ...(meter.ended > 0
      ? ([['ended', 'meter.ended', meter.ended]] as [keyof typeof swatches, MessageKey, number][])
      : []),
    ['left', 'meter.leftShort', meter.available],
  ];
  const hasPace = meterShares(meter).evenPace !== null;
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2">
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        <dl className="contents">
          {parts.map(([part, key, amount]) => (
            <div key={part} className="flex items-baseline gap-2">
              <dt className="flex items-baseline gap-1.5 text-soft">
                <span className={`size-2.5 rounded-[2px] ${swatches[part]}`} aria-hidden="true" />
                {message(locale, key)}
              </dt>
              <dd className="font-strong">
                <CountingNumber value={amount} locale={locale} />
              </dd>
            </div>
          ))}
        </dl>
        {hasPace && (
          <p className="flex items-baseline gap-1.5 text-soft" aria-hidden="true">
            <span className="h-3 w-0.5 self-center bg-accent" />
            {message(locale, 'meter.evenPace')}
          </p>
        )}
      </div>
      <p className="figures text-soft">
        {message(locale, 'meter.whole', {
          whole: amountText(locale, wholeOf(meter)),
          granted: amountText(locale, meter.granted),
          carried: amountText(locale, meter.carriedIn),
        })}
      </p>
    </div>
  );
}
