import { Cell, HeadCell } from '@/components/receipt/receipt-parts';
import { amountText, creditsText, dayText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { GrantFateAnswer, OrderPreview } from '@/services/plans/plan-answers';

interface Props {
  preview: OrderPreview;
  zone: string;
  locale: string;
}

/** Every lot of credits, what is left of it before and after the change, and what becomes of it. */
export function FatesTable({ preview, zone, locale }: Props) {
  const { grants } = preview;
  if (grants.length === 0) return <p className="py-4">{message(locale, 'change.grantsNone')}</p>;
  return (
    <table className="w-full">
      <caption className="sr-only">{message(locale, 'change.grantsTable')}</caption>
      <thead>
        <tr>
          <HeadCell>{message(locale, 'change.lot')}</HeadCell>
          <HeadCell figures>{message(locale, 'change.creditsNow')}</HeadCell>
          <HeadCell figures>{message(locale, 'change.creditsAfter')}</HeadCell>
          <th
            scope="col"
            className="hidden py-2.5 ps-10 text-start align-bottom text-xs font-normal text-soft sm:table-cell"
          >
            {message(locale, 'change.fate')}
          </th>
        </tr>
      </thead>
      <tbody>
        {grants.map((grant) => (
          <tr key={grant.id} data-fate={grant.fate}>
            <th scope="row" className="border-t py-2.5 pe-3 text-start align-baseline font-normal wrap-anywhere">
              {message(locale, `source.${grant.source}`)}
              {grant.planName && <span className="text-soft">, {grant.planName}</span>}
              <span className="block text-xs text-soft sm:hidden">{fateText(grant, preview, zone, locale)}</span>
            </th>
            <Cell figures>{grant.fate === 'new' ? '–' : amountText(locale, grant.now)}</Cell>
            <Cell figures>{amountText(locale, grant.after)}</Cell>
            <td className="figures hidden border-t py-2.5 ps-10 align-baseline sm:table-cell">
              {fateText(grant, preview, zone, locale)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "stays until 14 Dec 2026", "ends on 3 Jan 2027". */
function fateText(grant: GrantFateAnswer, preview: OrderPreview, zone: string, locale: string): string {
  const fate = ownFateText(grant, preview, zone, locale);
  if (grant.back === 0) return fate;
  return message(locale, 'change.fate.back', { fate, credits: creditsText(locale, grant.back) });
}

function ownFateText(grant: GrantFateAnswer, { effectiveAt }: OrderPreview, zone: string, locale: string): string {
  const { fate, endsNow, endsAfter, lost } = grant;
  const date = (at: string) => dayText(locale, zone, at, true);
  const staysUntil = (isNew: boolean) => {
    if (endsAfter === null) return message(locale, isNew ? 'change.fate.newForever' : 'change.fate.staysForever');
    return message(locale, isNew ? 'change.fate.new' : 'change.fate.stays', { day: date(endsAfter) });
  };
  switch (fate) {
    case 'new':
      return staysUntil(true);
    case 'stays':
      return staysUntil(false);
    case 'ends': {
      if (endsNow === null) return message(locale, 'change.fate.endsInstead', { day: date(effectiveAt) });
      // What ends by itself before then ends on its own day.
      const day = date(endsNow < effectiveAt ? endsNow : effectiveAt);
      const before = date(endsNow);
      return message(locale, day === before ? 'change.fate.ends' : 'change.fate.endsSooner', { day, before });
    }
    case 'trimmed':
      return message(locale, 'change.fate.trimmed', { credits: creditsText(locale, lost), day: date(effectiveAt) });
  }
}
