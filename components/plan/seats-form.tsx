import { ReceiptSection } from '@/components/receipt/receipt-parts';
import { message } from '@/lib/messages/message';
import type { CurrentPlan } from '@/services/plans/plan-answers';
import { CountForm } from './count-form';

/** As many seats as are wanted; the preview comes first. */
export function SeatsForm({ current, change, locale }: { current: CurrentPlan; change: string; locale: string }) {
  return (
    <ReceiptSection id="seats" title={message(locale, 'plan.seatsTitle')} words={message(locale, 'plan.seatsWords')}>
      <div className="py-4">
        <CountForm
          action={change}
          order={{ type: 'changeSeats' }}
          name="seats"
          label={message(locale, 'plan.seatsHead')}
          min={1}
          max={100_000}
          value={current.seatsNext ?? current.seats}
          button={message(locale, 'plan.seatsChange')}
        />
      </div>
    </ReceiptSection>
  );
}
