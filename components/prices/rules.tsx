import type { CatalogPolicy } from '@/lib/catalog/policy';
import { message } from '@/lib/messages/message';
import { ruleLines } from '@/lib/messages/policy-words';
import { PriceSection } from './table-parts';

/** What changing, cancelling and failing do to credits and money. */
export function Rules({ policy }: { policy: CatalogPolicy }) {
  return (
    <PriceSection id="rules" title={message('en', 'prices.changes')}>
      <ul>
        {ruleLines('en', policy).map((line, index) => (
          <li key={line} className={`py-2.5 ${index > 0 ? 'border-t' : ''}`}>
            <span className="block max-w-3xl">{line}</span>
          </li>
        ))}
      </ul>
    </PriceSection>
  );
}
