import type { CatalogPolicy, GrantPolicy, PlanPolicy, TermPolicy } from '@/lib/catalog/policy';
import { amountText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { exactMoneyText, moneyText } from '@/lib/messages/money-text';
import { periodText, rhythmText, shortLastingText, termName } from '@/lib/messages/policy-words';
import { Below, Cell, HeadCell, PriceSection, RowHead } from './table-parts';

/** The plans under each other, so that price, credits and price by the credit stand in columns. */
export function PlanTable({ policy }: { policy: CatalogPolicy }) {
  const { currency, plans } = policy;
  const perCredits = plans.flatMap(({ terms }) => terms.flatMap(({ unit }) => (unit ? [unit.perCredit] : [])));
  return (
    <PriceSection id="plans" title={message('en', 'prices.plans')}>
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <HeadCell>{message('en', 'prices.plan')}</HeadCell>
            <HeadCell figures>{message('en', 'prices.price')}</HeadCell>
            <HeadCell figures>{message('en', 'prices.credits')}</HeadCell>
            <HeadCell wide>{message('en', 'prices.comeAndLast')}</HeadCell>
            <HeadCell figures>{message('en', 'prices.perThousand')}</HeadCell>
            <HeadCell figures wide>
              {message('en', 'prices.perCredit')}
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {plans.flatMap((plan) =>
            plan.terms.map((term) => (
              <tr key={`${plan.id} ${term.id}`}>
                <RowHead below={seatWords(plan)}>{termName('en', plan, term)}</RowHead>
                <Cell figures>
                  <TermPrice term={term} currency={currency} />
                </Cell>
                <Cell figures>
                  <TermCredits term={term} />
                </Cell>
                <Cell wide>
                  {term.grants.map((grant, index) => (
                    <span key={index} className="block">
                      {comeAndLast(term, grant).join(', ')}
                    </span>
                  ))}
                </Cell>
                <Cell figures>{term.unit ? moneyText('en', currency, term.unit.perThousand) : '–'}</Cell>
                <Cell figures wide>
                  {term.unit ? exactMoneyText('en', currency, term.unit.perCredit, perCredits) : '–'}
                </Cell>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </PriceSection>
  );
}

/** The price with its period; what that is a month for a longer one. */
function TermPrice({ term, currency }: { term: TermPolicy; currency: string }) {
  if (term.price === null) return message('en', 'price.byContract');
  const period = periodText('en', term.months);
  const by = message('en', 'policy.rhythm.by', { period });
  return (
    <>
      {moneyText('en', currency, term.price)}
      <Below>{term.pricePerSeat ? message('en', 'policy.perSeat', { words: by }) : by}</Below>
      {term.months > 1 && term.pricePerMonth !== null && (
        <Below>{message('en', 'prices.aMonthLong', { price: moneyText('en', currency, term.pricePerMonth) })}</Below>
      )}
    </>
  );
}

function TermCredits({ term }: { term: TermPolicy }) {
  if (term.grants.length === 0) return message('en', term.price === null ? 'price.byContract' : 'prices.noCredits');
  return term.grants.map((grant, index) => {
    const [comes, lasts] = comeAndLast(term, grant);
    return (
      <span key={index} className="block">
        {amountText('en', grant.credits)}
        <Below narrow>{comes}</Below>
        <Below narrow>{lasts}</Below>
      </span>
    );
  });
}

/** "each month a seat" and "end with the month". */
function comeAndLast(term: TermPolicy, grant: GrantPolicy): [string, string] {
  const words = rhythmText('en', grant, term.months);
  const comes = grant.perSeat ? message('en', 'policy.perSeat', { words }) : words;
  return [comes, shortLastingText('en', grant.lasting)];
}

function seatWords({ seats }: PlanPolicy): string {
  if (!seats) return '';
  if (seats.max === null) return message('en', 'prices.seatsFrom', { min: seats.min });
  return message('en', 'prices.seatsBetween', { min: seats.min, max: seats.max });
}
