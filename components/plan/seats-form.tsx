import { ReceiptSection } from '@/components/receipt/receipt-parts';
import { message } from '@/lib/messages/message';
import type { CurrentPlan } from '@/services/plans/plan-answers';
import { numberInput, sideButton } from './terms-form';

/** As many seats as are wanted; the preview comes first. */
export function SeatsForm({ current, change, locale }: { current: CurrentPlan; change: string; locale: string }) {
  return (
    <ReceiptSection id="seats" title={message(locale, 'plan.seatsTitle')} words={message(locale, 'plan.seatsWords')}>
      <form method="get" action={change} className="flex flex-wrap items-end gap-3 py-4">
        <input type="hidden" name="type" value="changeSeats" />
        <span className="grid gap-1">
          <label htmlFor="seats-wanted" className="text-xs text-soft">
            {message(locale, 'plan.seatsHead')}
          </label>
          <input
            id="seats-wanted"
            name="seats"
            {...numberInput}
            min={1}
            max={100_000}
            defaultValue={current.seatsNext ?? current.seats}
          />
        </span>
        <button type="submit" className={sideButton}>
          {message(locale, 'plan.seatsChange')}
        </button>
      </form>
    </ReceiptSection>
  );
}
