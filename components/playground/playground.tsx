'use client';

import { useState } from 'react';
import { MainButton } from '@/components/form/main-button';
import { message } from '@/lib/messages/message';
import { creditsText } from '@/lib/messages/format';
import type { PlayFeature } from '@/services/playground/read-playground';
import type { PlayAnswer, PlayCall } from './play-call';
import { partOf, pretendToGenerate, type Pretence } from './pretend-generator';
import { PriceNow } from './price-now';
import { StepLog, type LoggedStep } from './step-log';
import { useQuote } from './use-quote';
import { WorkFields, workOf, type Chosen } from './work-fields';

interface Props {
  locale: string;
  account: string;
  /** Where this Meterbook is reached, for commands that can be copied. */
  address: string;
  features: readonly PlayFeature[];
  /** Calls the API with the account's key. */
  call: (call: PlayCall) => Promise<PlayAnswer>;
}

/** Work that is only pretended, and credits that really move: choose, see the price, and watch each step. */
export function Playground({ locale, account, address, features, call }: Props) {
  const [chosen, setChosen] = useState<Chosen>({ feature: features[0]!.id, model: null, options: {}, quantities: {} });
  const [pretence, setPretence] = useState<Pretence>({ successPercent: 80, seconds: 2, mode: 'hold' });
  const [log, setLog] = useState<LoggedStep[]>([]);
  const [isBusy, setBusy] = useState(false);
  const work = workOf(features, chosen);
  const quoted = useQuote(work && JSON.stringify(work), log.length, call);
  const item = quoted?.quotes?.items[0];

  async function take(step: PlayCall['step'], generation: string | null, body: object): Promise<PlayAnswer> {
    const sent: PlayCall = { step, generation, body, key: `playground-${crypto.randomUUID()}` };
    const came = await call(sent);
    setLog((earlier) => [{ ...sent, ...came }, ...earlier]);
    return came;
  }

  async function generate(): Promise<void> {
    if (isBusy || !item || !work) return;
    setBusy(true);
    try {
      const { mode } = pretence;
      const begun = await take(mode, null, { quote: item.quote, mode });
      if (begun.status !== 201) return;
      const { id } = begun.answer as { id: string };
      const outcome = await pretendToGenerate(pretence);
      if (mode === 'hold' && outcome.isDone) await take('capture', id, captureOf(outcome.part));
      if (mode === 'hold' && !outcome.isDone) await take('void', id, {});
      if (mode === 'debit' && !outcome.isDone) await take('refund', id, { reason: 'failed' });
    } finally {
      setBusy(false);
    }
  }

  /** Work that is priced by options is named in full: nothing is remembered of a hold but its feature and model. */
  function captureOf(part: number): object {
    const less = partOf(work!.quantity, part);
    return work!.options ? { ...less, options: work!.options } : less;
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:grid-cols-2">
      <form
        className="grid content-start gap-4 rounded-card border bg-surface p-4 sm:p-6"
        onSubmit={(event) => {
          event.preventDefault();
          void generate();
        }}
      >
        <WorkFields locale={locale} features={features} chosen={chosen} onChoose={setChosen} />
        <fieldset className="grid gap-3 border-t pt-4 sm:grid-cols-2">
          <legend className="sr-only">{message(locale, 'playground.pretence')}</legend>
          <label className="grid gap-1.5 sm:col-span-2">
            <span className="font-strong">{message(locale, 'playground.mode')}</span>
            <select
              value={pretence.mode}
              onChange={({ target }) => setPretence({ ...pretence, mode: target.value as Pretence['mode'] })}
              className="h-11 w-full rounded-card border border-edge bg-surface px-3 text-base"
            >
              <option value="hold">{message(locale, 'playground.mode.hold')}</option>
              <option value="debit">{message(locale, 'playground.mode.debit')}</option>
            </select>
          </label>
          {(['successPercent', 'seconds'] as const).map((name) => (
            <label key={name} className="grid gap-1.5">
              <span className="font-strong">{message(locale, `playground.${name}`)}</span>
              <input
                type="number"
                min={0}
                max={name === 'seconds' ? 60 : 100}
                value={pretence[name]}
                onChange={({ target }) => setPretence({ ...pretence, [name]: Math.max(0, target.valueAsNumber || 0) })}
                className="figures h-11 w-full rounded-card border border-edge bg-surface px-3 text-base"
              />
            </label>
          ))}
        </fieldset>
        <PriceNow
          locale={locale}
          item={item ?? null}
          refused={quoted?.refused ?? null}
          onModel={(model) => setChosen({ ...chosen, model })}
        />
        <MainButton busy={isBusy || !item}>
          {item
            ? message(locale, pretence.mode === 'hold' ? 'playground.doHold' : 'playground.doDebit', {
                credits: creditsText(locale, item.credits),
              })
            : message(locale, 'playground.noPrice')}
        </MainButton>
        <p role="status" className="text-soft">
          {isBusy && message(locale, 'playground.working')}
        </p>
      </form>
      <StepLog locale={locale} account={account} address={address} steps={log} />
    </div>
  );
}
