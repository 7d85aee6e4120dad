import { bought, type FoundPrices, type PriceFigure } from '@/lib/catalog/price-figures';
import { creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import {
  boughtText,
  byText,
  choiceTexts,
  figureText,
  firstFreeText,
  maxText,
  modelText,
  perText,
  rangeText,
} from '@/lib/messages/price-words';

interface Props {
  found: readonly FoundPrices[];
  /** What the table is of, for those who do not see the heading. */
  label: string;
  /** What "buys" is about; null: no such column. */
  credits: number | null;
}

const cell = 'border-t py-2 align-baseline';
const figures = `${cell} figures ps-3 text-end`;
const head = 'sticky top-0 z-10 bg-surface py-2.5 align-bottom text-xs font-normal text-soft';

/** The features of one product: one row for each price, under the feature's name where it has several. */
export function PriceRows({ found, label, credits }: Props) {
  return (
    <table className="w-full table-fixed border-separate border-spacing-0">
      <caption className="sr-only">{message('en', 'prices.titleOf', { catalog: label })}</caption>
      <thead>
        <tr>
          <th scope="col" className={`${head} text-start`}>
            {message('en', 'prices.feature')}
          </th>
          <th scope="col" className={`${head} w-[27%] ps-3 text-end sm:w-[12%]`}>
            {message('en', 'prices.inCredits')}
          </th>
          <th scope="col" className={`${head} hidden w-[30%] ps-3 text-start sm:table-cell`}>
            {message('en', 'prices.unit')}
          </th>
          {credits !== null && (
            <th scope="col" className={`${head} figures w-[30%] ps-3 text-end sm:w-[20%]`}>
              {message('en', 'prices.buys', { credits: creditsText('en', credits) })}
            </th>
          )}
        </tr>
      </thead>
      {found.map((each) => (
        <FeatureRows key={each.feature.id} {...each} credits={credits} />
      ))}
    </table>
  );
}

function FeatureRows({ feature, shown, credits }: FoundPrices & { credits: number | null }) {
  const name = (
    <>
      <span className="font-strong">{feature.name}</span>
      {feature.addition && (
        <>
          {' '}
          <span className="rounded-bar bg-raised px-1 text-xs whitespace-nowrap text-soft">
            {message('en', 'prices.addition')}
          </span>
        </>
      )}
      {feature.firstFree && <span className="block text-xs text-soft">{firstFreeText('en', feature)}</span>}
      {feature.includes && <span className="block text-xs text-soft">{message('en', 'prices.includes')}</span>}
    </>
  );
  const [only] = feature.figures;
  if (feature.figures.length === 1 && only) {
    return (
      <tbody>
        <tr>
          <th scope="row" className={`${cell} text-start font-normal`}>
            {name}
          </th>
          <FigureCells figure={only} credits={credits} />
        </tr>
      </tbody>
    );
  }
  const by = byText('en', feature);
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" className={`${cell} text-start font-normal`}>
          {name}
          {by && <span className="block text-xs text-soft sm:hidden">{by}</span>}
        </th>
        <td className={`${figures} text-soft`}>{rangeText('en', feature.figures)}</td>
        <td className={`${cell} hidden ps-3 text-soft sm:table-cell`}>{by}</td>
        {credits !== null && <td className={figures} />}
      </tr>
      {shown.map((figure, index) => {
        const what =
          [modelText(figure), ...choiceTexts('en', figure)].filter(Boolean).join(', ') || perText('en', figure.per);
        return (
          <tr key={index}>
            <th scope="row" className={`${cell} ps-4 text-start font-normal`}>
              {what}
              {figure.model?.tier && (
                <>
                  {' '}
                  <span className="rounded-bar bg-raised px-1 text-xs text-soft">
                    {message('en', `price.tier.${figure.model.tier}`)}
                  </span>
                </>
              )}
            </th>
            <FigureCells figure={figure} credits={credits} />
          </tr>
        );
      })}
    </tbody>
  );
}

function FigureCells({ figure, credits }: { figure: PriceFigure; credits: number | null }) {
  const per = [perText('en', figure.per), maxText('en', figure)].filter(Boolean).join(', ');
  return (
    <>
      <td className={figures}>
        {figureText('en', figure)}
        <span className="block text-xs text-soft sm:hidden">{per}</span>
      </td>
      <td className={`${cell} hidden ps-3 text-soft sm:table-cell`}>{per}</td>
      {credits !== null && <td className={figures}>{boughtText('en', bought(figure, credits))}</td>}
    </>
  );
}
