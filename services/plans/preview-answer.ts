import type { Catalog } from '@/lib/catalog/schema';
import { jsonNumber } from '@/lib/credits';
import type { ChangePreview, CreditsLeft, GrantFate, OnTerms } from '@/lib/plans/change-preview';
import { taxOn, withTax, type TaxRule } from '@/lib/plans/tax';
import { isoText, type Instant } from '@/lib/time';
import { lineAnswer } from '../payments/line-answer';
import type { GrantFateAnswer, OrderPreview, PlanTermsAnswer } from './plan-answers';

type Told = Pick<
  OrderPreview,
  | 'at'
  | 'when'
  | 'effectiveAt'
  | 'lines'
  | 'tax'
  | 'due'
  | 'next'
  | 'creditsNow'
  | 'creditsAfter'
  | 'grants'
  | 'before'
  | 'after'
>;

/** A preview's figures as pages show them, with the taxes that are added to what is due. */
export function previewAnswer(preview: ChangePreview, catalog: Catalog, taxes: readonly TaxRule[]): Told {
  const { at, when, effectiveAt, lines, due, next } = preview;
  const tax = taxOn(due, due > 0n ? taxes : []);
  return {
    at: isoText(at),
    when,
    effectiveAt: isoText(effectiveAt),
    lines: lines.map((line) => lineAnswer(line, catalog)),
    tax: tax.map((line) => ({ ...line, amount: Number(line.amount) })),
    due: Number(withTax(due, tax)),
    next: next && {
      at: isoText(next.at),
      lines: next.lines.map((line) => lineAnswer(line, catalog)),
      total: Number(withTax(next.total, taxOn(next.total, taxes))),
    },
    creditsNow: creditsAnswer(preview.creditsNow),
    creditsAfter: creditsAnswer(preview.creditsAfter),
    grants: preview.grants.map((grant) => fateAnswer(grant, catalog)),
    before: preview.before && termsAnswer(preview.before, catalog),
    after: preview.after && termsAnswer(preview.after, catalog),
  };
}

export function termsAnswer({ planId, intervalId, seats }: OnTerms, catalog: Catalog): PlanTermsAnswer {
  const plan = catalog.plans.find(({ id }) => id === planId);
  const months = plan?.intervals.find(({ id }) => id === intervalId)?.months ?? 1;
  return { planId, planName: plan?.name ?? planId, intervalId, months, seats };
}

function creditsAnswer({ available, spendable, held }: CreditsLeft) {
  return { available: jsonNumber(available), spendable: jsonNumber(spendable), held: jsonNumber(held) };
}

function fateAnswer(grant: GrantFate, catalog: Catalog): GrantFateAnswer {
  const { id, source, planId, now, after, back, lost, endsNow, endsAfter, fate } = grant;
  const text = (at: Instant | null) => (at === null ? null : isoText(at));
  return {
    ...{ id, source, fate },
    planName: planId && (catalog.plans.find((plan) => plan.id === planId)?.name ?? planId),
    now: jsonNumber(now),
    after: jsonNumber(after),
    back: jsonNumber(back),
    lost: jsonNumber(lost),
    endsNow: text(endsNow),
    endsAfter: text(endsAfter),
  };
}
