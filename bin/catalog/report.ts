import { fairnessOf } from '@/lib/catalog/fairness';
import { policyOf, type CatalogPolicy, type PackPolicy, type PlanPolicy, type TermPolicy } from '@/lib/catalog/policy';
import { featurePrices, type FeaturePrices, type PriceFigure } from '@/lib/catalog/price-figures';
import type { Catalog } from '@/lib/catalog/schema';
import { amountText, creditsText, dayText } from '@/lib/messages/format';
import { fairnessWords } from '@/lib/messages/fairness-words';
import { exactMoneyText, moneyText } from '@/lib/messages/money-text';
import {
  lastingLines,
  lastingText,
  listText,
  packFromText,
  packOnText,
  rhythmText,
  ruleLines,
  shortLastingText,
  termName,
  termPriceText,
  wayText,
} from '@/lib/messages/policy-words';
import {
  byText,
  choiceTexts,
  figureText,
  firstFreeText,
  maxText,
  modelText,
  perText,
  rangeText,
} from '@/lib/messages/price-words';
import { isoText } from '@/lib/time';

const LOCALE = 'en';

/** What a catalog means, in plain words for its author. */
export function reportOf(catalog: Catalog): string {
  const policy = policyOf(catalog);
  const features = featurePrices(catalog);
  const sections: [string, string[]][] = [
    ['What one credit costs', creditPriceLines(policy)],
    ['Plans', table(policy.plans.flatMap((plan) => plan.terms.map((term) => planCells(policy, plan, term))))],
    [
      'How long credits last',
      lastingLines(LOCALE, policy).map(({ names, sentence }) => `${names.join(', ')}: ${sentence}`),
    ],
    ['Changes and rules', ruleLines(LOCALE, policy)],
    ['Add-ons', table(policy.addOns.map((each) => addOnCells(policy, each)))],
    ['Packs', table(policy.packs.flatMap((each) => packCells(policy, each)))],
    ...catalog.products.map(({ id, name }): [string, string[]] => [
      `Prices of ${name}, in credits`,
      table(features.filter(({ product }) => product.id === id).flatMap(featureCells)),
    ]),
    [
      "Ours, not the vendor's: shown to staff",
      catalog.notes.map(({ kind, path, text }) => `${kind} at ${path}: ${text}`),
    ],
    ['Held against the seven points of a fair price list', fairnessLines(catalog)],
  ];
  const day = dayText(LOCALE, 'UTC', isoText(catalog.effectiveAt), true);
  const head = `${catalog.name} ("${catalog.id}"), version ${catalog.version}, holds from ${day} (UTC). Prices are in ${catalog.currency}.`;
  const body = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [title, ...lines.map((line) => `  ${line}`)].join('\n'));
  return `${[head, ...body].join('\n\n')}\n`;
}

function creditPriceLines({ creditPrice, currency }: CatalogPolicy): string[] {
  if (!creditPrice) return ['Nothing that gives credits has a price.'];
  const { cheapest, dearest } = creditPrice;
  return [
    `At least ${exactMoneyText(LOCALE, currency, cheapest.price.perCredit)}: ${wayText(LOCALE, currency, cheapest)}.`,
    `At most ${exactMoneyText(LOCALE, currency, dearest.price.perCredit)}: ${wayText(LOCALE, currency, dearest)}.`,
  ];
}

function planCells({ currency }: CatalogPolicy, plan: PlanPolicy, term: TermPolicy): string[] {
  const credits = term.grants.map((grant) => {
    const amount = amountText(LOCALE, grant.credits);
    return `${amount} ${rhythmText(LOCALE, grant, term.months)}${grant.perSeat ? ' a seat' : ''}, ${shortLastingText(LOCALE, grant.lasting)}`;
  });
  const none = term.price === null ? 'credits by contract' : 'no credits of its own';
  const unit = term.unit ? `${moneyText(LOCALE, currency, term.unit.perThousand)} per 1,000 credits` : '';
  return [termName(LOCALE, plan, term), termPriceText(LOCALE, currency, term), credits.join('; ') || none, unit];
}

function addOnCells({ currency }: CatalogPolicy, addOn: CatalogPolicy['addOns'][number]): string[] {
  return [
    `${addOn.name} (with ${listText(LOCALE, addOn.plans)})`,
    `${moneyText(LOCALE, currency, addOn.price)} a month`,
    `${creditsText(LOCALE, addOn.credits)}, ${addOn.shared ? 'shared by the workspace' : 'for one user'}`,
    addOn.unit ? `${moneyText(LOCALE, currency, addOn.unit.perThousand)} per 1,000 credits` : '',
  ];
}

function packCells({ currency }: CatalogPolicy, pack: PackPolicy): string[][] {
  const cells = (name: string, { price, unit }: Pick<PackPolicy, 'price' | 'unit'>) => [
    name,
    moneyText(LOCALE, currency, price),
    unit ? `${exactMoneyText(LOCALE, currency, unit.perCredit)} a credit` : '',
  ];
  return [
    [...cells(pack.name, pack), lastingText(LOCALE, pack.lasting, 'pack')],
    ...pack.volume.map((each) => cells(packFromText(LOCALE, pack, each.from), each)),
    ...pack.planPrices.map((each) => cells(packOnText(LOCALE, pack, each.plan), each)),
  ];
}

/** One line for a feature with one figure; a line for its range and one for each figure where it has more. */
function featureCells(feature: FeaturePrices): string[][] {
  const tags = [
    feature.addition ? 'addition' : '',
    feature.includes ? 'may ask for more' : '',
    firstFreeText(LOCALE, feature),
  ].filter(Boolean);
  const name = `${feature.name}${tags.length > 0 ? ` (${tags.join(', ')})` : ''}`;
  const [only, ...others] = feature.figures;
  if (only && others.length === 0) return [[name, ...figureCells(only)]];
  return [
    [name, rangeText(LOCALE, feature.figures), byText(LOCALE, feature)],
    ...feature.figures.map((figure) => {
      const what = [modelText(figure), ...choiceTexts(LOCALE, figure)].filter(Boolean).join(', ');
      return [`  ${what || perText(LOCALE, figure.per)}`, ...figureCells(figure)];
    }),
  ];
}

function figureCells(figure: PriceFigure): string[] {
  const max = maxText(LOCALE, figure);
  return [figureText(LOCALE, figure), `${perText(LOCALE, figure.per)}${max ? `, ${max}` : ''}`];
}

function fairnessLines(catalog: Catalog): string[] {
  return fairnessOf(catalog).flatMap((check, index) => {
    const { point, verdict, reason } = fairnessWords(LOCALE, check);
    return [`${index + 1}. ${point}: ${verdict}.`, `   ${reason}`];
  });
}

/** Rows with their columns under each other. */
function table(rows: string[][]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('   ')
      .trimEnd(),
  );
}
