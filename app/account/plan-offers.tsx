import { TopUpRoom } from '@/app/plan/top-up-room';
import { AddOnList } from '@/components/plan/add-on-list';
import { PackList } from '@/components/plan/pack-list';
import { PlanCards } from '@/components/plan/plan-cards';
import { SeatsForm } from '@/components/plan/seats-form';
import { lengthsOf, TermsForm } from '@/components/plan/terms-form';
import { creditsText, dayText, monthText } from '@/lib/messages/format';
import { message, type MessageKey } from '@/lib/messages/message';
import type { PlanComparison } from '@/services/plans/compare-plans';
import type { PlanPage } from '@/services/plans/plan-answers';

interface Props {
  account: string;
  page: PlanPage;
  comparison: PlanComparison;
  /** Where a preview begins; null: whoever looks changes nothing. */
  change: string | null;
  href: string;
  /** The way of paying that the address asks for. */
  months: number | null;
  locale: string;
}

/** Everything that can be ordered: plans beside each other, seats, add-ons and packs. */
export function PlanOffers({ account, page, comparison, change, href, months, locale }: Props) {
  const { current, currency, zone } = page;
  const first = whatFirst(page);
  const byContract = current?.billing === 'invoiced';
  const { offers, seats, packs } = comparison;
  const lengths = lengthsOf(offers);
  const shown = [months, current?.months, lengths[0]].find((each) => each && lengths.includes(each)) ?? 1;
  const own = page.addOns.map(({ id, units, unitsNext }) => ({ id, now: units, next: unitsNext }));
  const addOns = comparison.addOns.filter(({ id }) =>
    page.addOns.some((each) => each.id === id && (each.isSold || each.units > 0)),
  );
  return (
    <>
      <section aria-labelledby="plans" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <div>
          <h2 id="plans" className="scroll-mt-4 text-base">
            {message(locale, 'plan.compare')}
          </h2>
          <p className="max-w-[75ch] text-soft">{pastWords(comparison, locale)}</p>
          {change !== null && first && <p>{message(locale, first)}</p>}
        </div>
        <TermsForm {...{ offers, seats, href, locale }} months={shown} />
        <PlanCards
          {...{ offers, currency, locale }}
          change={byContract ? null : change}
          months={shown}
          on={current}
          terms={page.plans}
          next={
            current?.next?.type === 'plan' && current.period ? dayText(locale, zone, current.period.end, true) : null
          }
        />
      </section>
      {change !== null && current?.bySeat && !byContract && (
        <SeatsForm current={current} change={change} locale={locale} />
      )}
      {addOns.length > 0 && <AddOnList {...{ addOns, own, currency, change, locale }} />}
      {packs.length > 0 && (
        <PackList
          {...{ packs, currency, change, locale }}
          sold={page.packs.filter(({ isSold }) => isSold).map(({ id }) => id)}
        />
      )}
      {packs.length > 0 && <TopUpRoom {...{ account, page, locale }} />}
    </>
  );
}

/** What the comparison with the past is made of: the credits of each month. */
function pastWords({ past }: PlanComparison, locale: string): string {
  if (past.length === 0) return message(locale, 'plan.compareNone');
  const months = past.map(({ month, used }) =>
    message(locale, 'plan.pastUsedMonth', { month: monthText(locale, month), credits: creditsText(locale, used) }),
  );
  const used = message(locale, 'plan.pastUsed', { months: months.join(', ') });
  return `${message(locale, 'plan.compareWords', { count: past.length })} ${used}`;
}

/** What has to be done before a plan can be changed, or who changes it instead; null: nothing. */
function whatFirst({ awaited, waiting, current }: PlanPage): MessageKey | null {
  if (current?.billing === 'invoiced') return 'plan.contractHolds';
  if (awaited?.kind === 'renewal') return 'plan.payFirst';
  return waiting.length > 0 ? 'plan.orderFirst' : null;
}
