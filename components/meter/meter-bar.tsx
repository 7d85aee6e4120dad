import { amountText, creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { Meter } from '@/lib/usage/meter';
import { meterShares, wholeOf } from './meter-shares';

/** Used solid, held hatched, left light; what ended stands last, as an outline. The numbers are beside it as text. */
export function MeterBar({ meter, locale, thin = false }: { meter: Meter; locale: string; thin?: boolean }) {
  const { used, held, ended, evenPace } = meterShares(meter);
  const width = (share: number) => ({ inlineSize: `${share * 100}%` });
  const whole = wholeOf(meter);
  const amounts = { used: meter.used, held: meter.held, ended: meter.ended, left: meter.available };
  const texts = Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, amountText(locale, amount)]));
  return (
    <div
      role="img"
      aria-label={message(locale, 'meter.barSummary', { whole: creditsText(locale, whole), ...texts })}
      className={`relative ${thin ? '' : 'pt-2'}`}
    >
      <div
        className={`flex overflow-hidden border border-edge bg-left ${thin ? 'h-2 rounded-bar' : 'h-5 rounded-bar'}`}
      >
        <span className="follows bg-used" style={width(used)} />
        <span className="follows hatched" style={width(held)} />
        <span className="grow" />
        <span
          className={`follows bg-surface ${ended > 0 ? 'border-s border-dashed border-edge' : ''}`}
          style={width(ended)}
        />
      </div>
      {!thin && evenPace !== null && (
        <span
          className="follows absolute top-0 bottom-0 w-0.5 bg-accent"
          style={{ insetInlineStart: `${evenPace * 100}%` }}
        />
      )}
    </div>
  );
}
