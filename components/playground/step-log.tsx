import { message } from '@/lib/messages/message';
import { curlText, type PlayAnswer, type PlayCall } from './play-call';

export type LoggedStep = PlayCall & PlayAnswer;

interface Props {
  locale: string;
  account: string;
  address: string;
  /** Newest first. */
  steps: readonly LoggedStep[];
}

const code = 'overflow-x-auto rounded-card bg-raised p-3 font-mono text-xs';

/** Every call that was made, what came back, and the command that does the same. */
export function StepLog({ locale, account, address, steps }: Props) {
  return (
    <section
      aria-labelledby="playground-steps"
      className="grid grid-cols-[minmax(0,1fr)] content-start gap-3 rounded-card border bg-surface p-4 sm:p-6"
    >
      <h2 id="playground-steps" className="text-base">
        {message(locale, 'playground.steps')}
      </h2>
      {steps.length === 0 && <p className="text-soft">{message(locale, 'playground.noSteps')}</p>}
      <ol className="grid grid-cols-[minmax(0,1fr)] gap-3">
        {steps.map((step) => (
          <li key={step.key} className="grid grid-cols-[minmax(0,1fr)] gap-2 border-t pt-3">
            <p className="flex flex-wrap justify-between gap-x-4">
              <span className="font-strong">{message(locale, `playground.did.${step.step}`)}</span>
              <span className={`figures ${step.status < 400 ? 'text-done' : 'text-stopped'}`}>{step.status}</span>
            </p>
            <p className="font-mono text-xs break-all text-soft">{step.key}</p>
            <details>
              <summary className="min-h-6">{message(locale, 'playground.curl')}</summary>
              <pre tabIndex={0} className={code}>
                {curlText(step, account, address)}
              </pre>
            </details>
            <details>
              <summary className="min-h-6">{message(locale, 'playground.answer')}</summary>
              <pre tabIndex={0} className={`max-h-80 ${code}`}>
                {JSON.stringify(step.answer, null, 2)}
              </pre>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}
