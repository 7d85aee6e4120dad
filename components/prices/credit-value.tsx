import { RichMessage } from '@/components/words/rich-message';
import type { PricePage } from '@/lib/catalog/price-page';
import { momentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { exactMoneyText } from '@/lib/messages/money-text';
import { lastingLines, listText, wayText } from '@/lib/messages/policy-words';

/** The page's answer: what one credit costs in money, and how long credits last. */
export function CreditValue({ prices }: { prices: PricePage }) {
  const { policy, currency } = prices;
  const lines = lastingLines('en', policy);
  return (
    <section className="grid gap-x-12 gap-y-5 rounded-card border bg-surface p-4 sm:p-6 lg:grid-cols-2">
      <div className="grid content-start gap-1">
        <h2 className="text-sm">{message('en', 'prices.oneCredit')}</h2>
        <Value prices={prices} />
        {policy.creditPrice && (
          <p className="text-soft">
            {message('en', 'prices.cheapest', { way: wayText('en', currency, policy.creditPrice.cheapest) })}{' '}
            {message('en', 'prices.dearest', { way: wayText('en', currency, policy.creditPrice.dearest) })}
          </p>
        )}
      </div>
      <div className="grid content-start gap-1">
        <h2 className="text-sm">{message('en', 'prices.lasting')}</h2>
        {lines.map(({ names, sentence }) => (
          <p key={sentence}>
            {lines.length > 1 ? (
              <RichMessage
                locale="en"
                of="prices.lastingOf"
                values={{
                  plans: listText('en', names),
                  sentence,
                  p: (chunks) => <span className="text-soft">{chunks}</span>,
                }}
              />
            ) : (
              sentence
            )}
          </p>
        ))}
      </div>
      <p className="border-t pt-4 text-xs text-soft lg:col-span-2">
        {message('en', 'prices.since', {
          moment: momentText('en-GB', prices.zone, prices.effectiveAt, true),
          version: prices.version,
          currency,
        })}
      </p>
    </section>
  );
}

function Value({ prices: { policy, currency } }: { prices: PricePage }) {
  if (!policy.creditPrice) return <p>{message('en', 'prices.noMoney')}</p>;
  const both = [policy.creditPrice.cheapest, policy.creditPrice.dearest].map(({ price }) => price.perCredit);
  const [min, max] = both.map((each) => exactMoneyText('en', currency, each, both));
  return (
    <p className="figures text-xl font-strong">
      {min === max ? min : message('en', 'prices.oneCreditRange', { min: min!, max: max! })}
    </p>
  );
}
