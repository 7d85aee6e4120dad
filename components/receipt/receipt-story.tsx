import Link from 'next/link';
import type { ComponentProps } from 'react';
import { Moment } from '@/components/words/moment';
import { RichMessage } from '@/components/words/rich-message';
import { amountText, creditsText, dayText, momentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { costText } from '@/lib/messages/money-text';
import type { GenerationReceipt, ReceiptGrant, ReceiptReturn, ReceiptStep } from '@/services/accounts/read-receipt';
import { sourceText } from './burn-table';
import { EntriesLink } from './entries-link';

interface Props {
  receipt: GenerationReceipt;
  /** The activity list's address. */
  activity: string;
  zone: string;
  locale: string;
}

/** Everything that happened to a generation, in order: what moved, from where and where to, and the balance around it. */
export function ReceiptStory({ receipt, activity, zone, locale }: Props) {
  const beside = receipt.steps.map(({ costMinor }) => costMinor);
  return (
    <ol>
      {receipt.steps.map((step, index) => (
        <li
          key={index}
          className={`grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[12rem_minmax(0,1fr)_auto] ${index > 0 ? 'border-t' : ''}`}
        >
          <p className="figures text-xs text-soft sm:text-sm">
            <Moment at={step.at} zone={zone} locale={locale} withYear />
          </p>
          <div className="grid min-w-0 gap-1 wrap-anywhere">
            <p className="figures font-strong">{stepText(step, receipt, locale, zone)}</p>
            <ul className="figures grid gap-0.5 text-soft">
              {step.burns.map(({ grant, credits }) => (
                <li key={`from ${grant.id}`}>
                  <RichMessage
                    locale={locale}
                    of="receipt.step.from"
                    values={{ credits: creditsText(locale, credits), lot: () => lot(grant, activity, locale) }}
                  />
                </li>
              ))}
              {step.returned.map((part) => (
                <li key={`back ${part.grant.id}`}>
                  <Returned part={part} activity={activity} zone={zone} locale={locale} />
                </li>
              ))}
              {step.entries && (
                <li>
                  <Entries entries={step.entries} activity={activity} locale={locale} />
                </li>
              )}
            </ul>
          </div>
          <dl className="figures flex flex-wrap gap-x-6 text-soft sm:grid sm:content-start sm:justify-items-end sm:gap-1">
            <div className="flex gap-2">
              <dt>{message(locale, 'receipt.step.balance')}</dt>
              <dd className="whitespace-nowrap text-ink">
                {message(locale, 'receipt.step.balanceMove', {
                  before: amountText(locale, step.balanceBefore),
                  after: amountText(locale, step.balanceAfter),
                })}
              </dd>
            </div>
            {step.costMinor > 0 && (
              <div className="flex gap-2">
                <dt>{message(locale, step.kind === 'refund' ? 'receipt.step.costBack' : 'receipt.step.cost')}</dt>
                <dd className="text-ink">{costText(locale, receipt.cost.currency, step.costMinor, beside)}</dd>
              </div>
            )}
          </dl>
        </li>
      ))}
    </ol>
  );
}

function stepText(step: ReceiptStep, { held, credits: charged }: GenerationReceipt, locale: string, zone: string) {
  const { kind, credits, lapsesAt } = step;
  const values = { count: credits, credits: creditsText(locale, credits), held: creditsText(locale, held ?? 0) };
  switch (kind) {
    case 'hold':
      return message(locale, 'receipt.step.hold', {
        ...values,
        moment: momentText(locale, zone, lapsesAt ?? step.at),
      });
    case 'capture': {
      if (credits === held) return message(locale, 'receipt.step.captureAll', values);
      const which = credits < (held ?? 0) ? 'receipt.step.captureLess' : 'receipt.step.captureMore';
      return message(locale, which, values);
    }
    case 'refund':
      return message(locale, credits === charged ? 'receipt.step.refundAll' : 'receipt.step.refund', values);
    default:
      return message(locale, `receipt.step.${kind}`, values);
  }
}

/** "Entries no. 4 to no. 6" */
function Entries(props: ComponentProps<typeof EntriesLink>) {
  const { first, last } = props.entries;
  return (
    <RichMessage
      locale={props.locale}
      of="receipt.step.entries"
      values={{ count: last - first + 1, numbers: () => <EntriesLink {...props} /> }}
    />
  );
}

/** Where a part went that came back. */
function Returned({ part, ...place }: { part: ReceiptReturn } & Omit<Props, 'receipt'>) {
  const { grant, credits, reissuedAs, ended } = part;
  const { activity, zone, locale } = place;
  const values = {
    count: credits,
    credits: creditsText(locale, credits),
    lot: () => lot(grant, activity, locale),
  };
  if (ended) return <RichMessage locale={locale} of="receipt.step.backEnded" values={values} />;
  if (!reissuedAs) return <RichMessage locale={locale} of="receipt.step.back" values={values} />;
  const day = reissuedAs.endsAt === null ? '' : dayText(locale, zone, reissuedAs.endsAt, true);
  return (
    <RichMessage
      locale={locale}
      of="receipt.step.backReissued"
      values={{ ...values, day, new: () => number(reissuedAs, activity, locale) }}
    />
  );
}

/** "Plan credits, Max plan, no. 12" */
function lot(grant: ReceiptGrant, activity: string, locale: string) {
  return (
    <>
      {sourceText(grant, locale)}, {number(grant, activity, locale)}
    </>
  );
}

/** A lot's number is that of the entry that granted it: the list begins with it. */
function number({ id }: ReceiptGrant, activity: string, locale: string) {
  return (
    <Link href={`${activity}?before=${id + 1}`} prefetch={false} className="link whitespace-nowrap">
      {message(locale, 'receipt.lotOf', { number: id })}
    </Link>
  );
}
