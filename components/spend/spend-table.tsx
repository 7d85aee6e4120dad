import { amountText, percentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { FeatureSpend } from '@/lib/usage/meter';
import { OTHERS, shownFeatures } from './feature-colours';

/** The chart's numbers: always there, for eyes and for screen readers. */
export function SpendTable({ spend, used, locale }: { spend: readonly FeatureSpend[]; used: number; locale: string }) {
  const colours = new Map(shownFeatures(spend).map(({ id, colour }) => [id, colour]));
  const figure = 'figures py-2 text-end';
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">{message(locale, 'spend.table')}</caption>
      <thead>
        <tr className="border-b text-xs text-soft">
          <th scope="col" className="w-full py-2 text-start font-normal">
            {message(locale, 'spend.feature')}
          </th>
          <th scope="col" className="py-2 ps-3 sm:ps-10 text-end font-normal">
            {message(locale, 'spend.credits')}
          </th>
          <th scope="col" className="py-2 ps-3 text-end font-normal max-[23rem]:hidden sm:ps-10">
            {message(locale, 'spend.share')}
          </th>
          <th scope="col" className="py-2 ps-3 sm:ps-10 text-end font-normal">
            {message(locale, 'spend.generations')}
          </th>
        </tr>
      </thead>
      <tbody>
        {spend.map(({ feature, name, credits, generations }) => (
          <tr key={feature} className="border-b">
            <th scope="row" className="py-2 text-start font-normal">
              <span className="flex items-baseline gap-2 wrap-anywhere">
                <span
                  aria-hidden="true"
                  className={`size-2.5 shrink-0 rounded-[2px] ${credits === 0 ? 'border border-edge' : ''}`}
                  style={credits === 0 ? undefined : { background: colours.get(feature) ?? colours.get(OTHERS) }}
                />
                {name}
              </span>
            </th>
            <td className={`${figure} ps-3 sm:ps-10`}>{amountText(locale, credits)}</td>
            <td className={`${figure} ps-3 text-soft max-[23rem]:hidden sm:ps-10`}>
              {percentText(locale, used > 0 ? credits / used : 0)}
            </td>
            <td className={`${figure} ps-3 sm:ps-10`}>{amountText(locale, generations)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="font-strong">
          <th scope="row" className="py-2 text-start">
            {message(locale, 'spend.total')}
          </th>
          <td className={`${figure} ps-3 sm:ps-10`}>{amountText(locale, used)}</td>
          <td className={`${figure} ps-3 font-normal text-soft max-[23rem]:hidden sm:ps-10`}>
            {percentText(locale, used > 0 ? 1 : 0)}
          </td>
          <td className={`${figure} ps-3 sm:ps-10`}>
            {amountText(
              locale,
              spend.reduce((sum, each) => sum + each.generations, 0),
            )}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
