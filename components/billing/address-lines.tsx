import { countryText } from '@/lib/messages/country-text';
import { message } from '@/lib/messages/message';
import type { BillingDetails } from '@/services/payments/payment-answers';

/** Name, address and tax id, as they are written on a letter. */
export function AddressLines({ details, locale }: { details: BillingDetails | null; locale: string }) {
  if (!details) return <p className="text-soft">{message(locale, 'billing.detailsNone')}</p>;
  const { name, line1, line2, postalCode, city, country, taxId } = details;
  const place = [postalCode, city].filter(Boolean).join(' ');
  return (
    <address className="not-italic wrap-anywhere">
      {[name, line1, line2, place, countryText(locale, country)].filter(Boolean).map((line, index) => (
        <span key={index} className="block first:font-strong">
          {line}
        </span>
      ))}
      {taxId && <span className="block">{message(locale, 'invoice.taxId', { id: taxId })}</span>}
    </address>
  );
}
