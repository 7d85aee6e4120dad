import { ChevronDown } from 'lucide-react';
import { message } from '@/lib/messages/message';
import { MIX_QUANTITY_MAX } from '@/lib/usage/mix';
import type { CalculatorWay } from '@/services/accounts/calculator-answer';
import { numberField } from './mix-lines';
import { eachText, figureName } from './way-words';

/** One more thing for the mix: everything that is sold and not in it yet. */
export function MixAdd({ ways, locale }: { ways: readonly CalculatorWay[]; locale: string }) {
  const features = [...new Map(ways.map(({ feature }) => [feature.id, feature])).values()];
  return (
    <div className="flex flex-wrap items-end gap-3 py-4">
      <div className="grid min-w-0 grow basis-60 gap-1">
        <label htmlFor="mix-add" className="text-xs text-soft">
          {message(locale, 'calculator.addWhat')}
        </label>
        <span className="relative block">
          <select
            id="mix-add"
            name="add"
            defaultValue=""
            className="h-11 w-full min-w-0 appearance-none rounded-card border border-edge bg-surface px-3 pe-8 text-base text-ink"
          >
            <option value="">{message(locale, 'calculator.addChoose')}</option>
            {features.map((feature) => (
              <optgroup key={feature.id} label={feature.name}>
                {ways
                  .filter((way) => way.feature.id === feature.id)
                  .map(({ key, figure }) => (
                    <option key={key} value={key}>
                      {[figureName(locale, figure) || feature.name, eachText(locale, figure)].join(': ')}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
          <ChevronDown
            size={16}
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-0 end-2.5 my-auto text-soft"
          />
        </span>
      </div>
      <div className="grid gap-1">
        <label htmlFor="mix-n" className="text-xs text-soft">
          {message(locale, 'calculator.addCount')}
        </label>
        <input
          id="mix-n"
          name="n"
          type="number"
          inputMode="numeric"
          min={0}
          max={MIX_QUANTITY_MAX}
          step={1}
          defaultValue={1}
          className={numberField}
        />
      </div>
      <button
        type="submit"
        className="h-11 rounded-card border border-accent px-4 font-strong text-accent hover:bg-raised"
      >
        {message(locale, 'calculator.add')}
      </button>
    </div>
  );
}
