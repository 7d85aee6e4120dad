import type { ReactNode } from 'react';
import { Moment } from '@/components/words/moment';
import { creditsText, dayText, momentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { moneyText } from '@/lib/messages/money-text';
import { periodText } from '@/lib/messages/policy-words';
import type { CurrentPlan as Current } from '@/services/plans/plan-answers';
import { byPeriodText } from './offer-words';

interface Props {
  current: Current | null;
  currency: string;
  zone: string;
  locale: string;
  /** What takes a waiting change back, by what it takes back; null: whoever looks changes nothing. */
  takeBack: ((what: 'plan' | 'cancel' | 'seats', words: string) => ReactNode) | null;
  children?: ReactNode;
}

/** What the account is on: its price, its credits, its period, and what waits for the period's end. */
export function CurrentPlan({ current, currency, zone, locale, takeBack, children }: Props) {
  if (!current) {
    return (
      <section aria-labelledby="now" className="grid gap-1 rounded-card border bg-surface p-4 sm:p-6">
        <h2 id="now" className="text-base">
          {message(locale, 'plan.none')}
        </h2>
        <p className="text-soft">{message(locale, 'plan.noneWords')}</p>
      </section>
    );
  }
  return (
    <section aria-labelledby="now" className="grid gap-4 rounded-card border bg-surface p-4 sm:p-6">
      <div className="wrap-anywhere">
        <p className="text-xs text-soft">{message(locale, 'plan.now')}</p>
        <h2 id="now" className="text-xl font-strong">
          {current.planName}
        </h2>
      </div>
      <dl className="figures flex flex-wrap gap-x-10 gap-y-3">
        {figuresOf(current, currency, zone, locale).map(([label, figure]) => (
          <div key={label} className="grid gap-0.5">
            <dt className="text-xs text-soft">{label}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      <Waiting {...{ current, zone, locale, takeBack }} />
      {children}
    </section>
  );
}

function figuresOf(current: Current, currency: string, zone: string, locale: string): [string, ReactNode][] {
  const { price, credits, months, bySeat, seats, period, billing } = current;
  const figures: [string, ReactNode][] = [
    [
      message(locale, 'plan.price'),
      price === null
        ? message(locale, 'price.byContract')
        : price === 0
          ? message(locale, 'plan.free')
          : message(locale, 'prices.aPeriod', {
              price: moneyText(locale, currency, price),
              period: periodText(locale, months),
            }),
    ],
  ];
  if (credits > 0) {
    figures.push([
      message(locale, 'plan.credits'),
      message(locale, 'plan.creditsPer', {
        credits: creditsText(locale, credits),
        rhythm: byPeriodText(locale, months),
      }),
    ]);
  }
  if (bySeat) figures.push([message(locale, 'plan.seatsHead'), message(locale, 'plan.seats', { count: seats })]);
  if (period) {
    // Of a year both ends have the same day.
    const withYear = months >= 12;
    const span = {
      start: dayText(locale, zone, period.start, withYear),
      end: dayText(locale, zone, period.end, withYear),
    };
    figures.push([message(locale, 'plan.period'), message(locale, 'statement.span', span)]);
    // A contract does not renew with the period, nor is it due with it.
    if (billing === 'paid') {
      const label = endText(locale, current);
      figures.push([label, <Moment key="end" at={period.end} zone={zone} locale={locale} withYear />]);
    }
  }
  return figures;
}

/** What the period's end is: the plan's own, a renewal to come, a change, or a renewal that is not paid yet. */
function endText(locale: string, { next, status }: Current): string {
  if (status !== 'active') return message(locale, 'plan.wasDue');
  if (next?.type === 'plan') return message(locale, 'plan.changes', { plan: next.planName });
  return message(locale, next?.type === 'cancel' ? 'plan.ends' : 'plan.renews');
}

function Waiting({
  current,
  zone,
  locale,
  takeBack,
}: Pick<Props, 'zone' | 'locale' | 'takeBack'> & { current: Current }) {
  const { next, seatsNext, planName, seats, period } = current;
  const moment = period ? momentText(locale, zone, period.end, true) : '';
  const lines: ['plan' | 'cancel' | 'seats', string, string][] = [];
  if (next?.type === 'plan') {
    const words = message(locale, 'plan.waitsPlan', { moment, plan: planName, next: next.planName });
    lines.push(['plan', words, message(locale, 'plan.undo', { plan: planName })]);
  }
  if (next?.type === 'cancel') {
    const words = message(locale, 'plan.waitsCancel', { moment, plan: planName });
    lines.push(['cancel', words, message(locale, 'plan.resume', { plan: planName })]);
  }
  if (seatsNext !== null) {
    const words = message(locale, 'plan.waitsSeats', { moment, count: seatsNext, now: seats });
    lines.push(['seats', words, message(locale, 'plan.keepSeats', { count: seats })]);
  }
  return lines.map(([what, words, button]) => (
    <div
      key={what}
      data-waits={what}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-t pt-4"
    >
      <p className="max-w-[65ch] min-w-0">{words}</p>
      {takeBack?.(what, button)}
    </div>
  ));
}
