import { creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { MIX_PREFIX, MIX_QUANTITY_MAX } from '@/lib/usage/mix';
import type { CalculatorWay, MixLine } from '@/services/accounts/calculator-answer';
import { eachText, wayName } from './way-words';

export const numberField =
  'figures h-11 w-30 rounded-card border border-edge bg-surface px-3 text-end text-base text-ink';

interface Props {
  mix: readonly MixLine[];
  ways: readonly CalculatorWay[];
  locale: string;
}

/** The lines of a month's mix, each with its number to change. */
export function MixLines({ mix, ways, locale }: Props) {
  return (
    <ul>
      {mix.map((line) => (
        <Line key={line.key} line={line} way={ways.find(({ key }) => key === line.key)!} locale={locale} />
      ))}
    </ul>
  );
}

function Line({ line, way, locale }: { line: MixLine; way: CalculatorWay; locale: string }) {
  const name = wayName(locale, way);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 border-b py-2.5 sm:grid-cols-[minmax(0,1fr)_auto_9rem]">
      <label htmlFor={`mix-${line.key}`} className="min-w-0 wrap-anywhere">
        {name}
        <span className="block text-xs text-soft">{eachText(locale, way.figure)}</span>
        {line.isEstimate && <span className="block text-xs text-soft">{message(locale, 'calculator.estimated')}</span>}
      </label>
      <input
        id={`mix-${line.key}`}
        name={`${MIX_PREFIX}${line.key}`}
        type="number"
        inputMode="numeric"
        min={0}
        max={MIX_QUANTITY_MAX}
        step={1}
        defaultValue={line.quantity}
        aria-label={message(locale, 'calculator.quantity', { name })}
        className={numberField}
      />
      <span className="figures col-span-2 text-end text-xs text-soft sm:col-span-1">
        {message(locale, 'calculator.line', { credits: creditsText(locale, line.credits) })}
      </span>
    </li>
  );
}
