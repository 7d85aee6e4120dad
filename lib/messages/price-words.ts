import { plural } from '../catalog/charge';
import type { Bought, FeaturePrices, Per, PriceFigure } from '../catalog/price-figures';
import { costsNothing, figureRange } from '../catalog/price-figures';
import { unreachable } from '../errors';
import { amountText } from './format';
import { message } from './message';
import { listText } from './policy-words';

/** Price formulas in words. Units are the catalog's own, in English like the formulas of receipts. */

/** "1 second", "5 seconds", "1,500 words" */
export function unitsText(locale: string, count: number, unit: string): string {
  return message(locale, 'prices.count', { amount: amountText(locale, count), unit: unitWord(unit, count) });
}

function unitWord(unit: string, count: number): string {
  // Hyphens of an id stand for spaces, but for that of "re-generation".
  const word = unit.replaceAll(/(?<!^re)-/g, ' ');
  return count === 1 ? word : plural(word);
}

/** What a figure is for: "per second", "per started 5 seconds", "for up to 500 words". */
export function perText(locale: string, per: Per): string {
  switch (per.type) {
    case 'time':
      return message(locale, 'price.per.time');
    case 'unit': {
      const unit = unitWord(per.unit, 1);
      if (per.minimum === null) return message(locale, 'price.per.unit', { unit });
      return message(locale, 'price.per.unitMinimum', { unit, minimum: amountText(locale, per.minimum) });
    }
    case 'product': {
      const units = listText(
        locale,
        per.units.map((each) => unitWord(each.unit, 1)),
      );
      if (per.minimum === null) return message(locale, 'price.per.product', { units });
      return message(locale, 'price.per.productMinimum', { units, minimum: amountText(locale, per.minimum) });
    }
    case 'block':
      return message(locale, 'price.per.block', { amount: unitsText(locale, per.size, per.unit) });
    case 'band':
    case 'step': {
      const unit = unitWord(per.unit, 1);
      const upTo = per.upTo === null ? '' : unitsText(locale, per.upTo, per.unit);
      if (per.above > 0) {
        const above = upTo ? amountText(locale, per.above) : unitsText(locale, per.above, per.unit);
        return message(locale, upTo ? `price.per.${per.type}` : `price.per.${per.type}From`, { unit, above, upTo });
      }
      if (upTo) return message(locale, `price.per.${per.type}UpTo`, { unit, upTo });
      return per.type === 'band'
        ? message(locale, 'price.per.bandAny', { units: unitWord(per.unit, 2) })
        : message(locale, 'price.per.unit', { unit });
    }
    default:
      return unreachable(per);
  }
}

/** What tells one figure of a feature from the next, besides its model: "2k resolution", "User message". */
export function choiceTexts(locale: string, { options, line }: Pick<PriceFigure, 'options' | 'line'>): string[] {
  const chosen = options.map(({ option, choice }) =>
    message(locale, 'price.option', { option: option.replaceAll('-', ' '), choice: choice.replaceAll('-', ' ') }),
  );
  return line === null ? chosen : [...chosen, line];
}

/** "Veo 3 (4 s clip)": what one is stands beside the name, unless the price says it. */
export function modelText({ model, per }: Pick<PriceFigure, 'model' | 'per'>): string {
  if (!model) return '';
  return model.detail && per.type !== 'block' ? `${model.name} (${model.detail})` : model.name;
}

/** "8", or "free". */
export function figureText(locale: string, figure: Pick<PriceFigure, 'credits' | 'per'>): string {
  return costsNothing(figure) ? message(locale, 'price.none') : amountText(locale, figure.credits);
}

/** What is free: whole features by their names, and of others the models or choices that are. */
export function freeNames(locale: string, features: readonly FeaturePrices[]): string[] {
  return features.flatMap((feature) => {
    if (feature.figures.every(costsNothing)) return [feature.name];
    const parts = feature.figures
      .filter(costsNothing)
      .map((figure) =>
        [modelText(figure), ...choiceTexts(locale, { ...figure, line: null })].filter(Boolean).join(', '),
      );
    const named = [...new Set(parts)].filter(Boolean);
    return named.map((part) => message(locale, 'prices.freeOf', { part, feature: feature.name }));
  });
}

/** "1–64", "0–1", or "8" where all are the same; empty where lines are added up, which have no range in common. */
export function rangeText(locale: string, figures: readonly PriceFigure[]): string {
  if (figures.some(({ line }) => line !== null)) return '';
  const { min, max } = figureRange(figures);
  if (min === max) return figureText(locale, figures[0]!);
  return message(locale, 'price.range', { min: amountText(locale, min), max: amountText(locale, max) });
}

/** What a feature's range of prices hangs on: "per clip, by model", "by model, by resolution". */
export function byText(locale: string, { figures }: Pick<FeaturePrices, 'figures'>): string {
  const pers = new Set(figures.map(({ per }) => perText(locale, per)));
  const options = new Set(figures.flatMap((figure) => figure.options.map(({ option }) => option.replaceAll('-', ' '))));
  return [
    ...(pers.size === 1 ? pers : []),
    ...(figures.some(({ model }) => model) ? [message(locale, 'price.per.model')] : []),
    ...[...options].map((option) => message(locale, 'price.per.option', { option })),
  ].join(', ');
}

/** "25 seconds", "100 times", or "any number" of what is free. */
export function boughtText(locale: string, what: Bought | null): string {
  if (what === null) return message(locale, 'prices.unlimited');
  if (what.unit !== null) return unitsText(locale, what.count, what.unit);
  return message(locale, 'prices.times', { count: what.count, amount: amountText(locale, what.count) });
}

/** "first 10 images of each period free", or empty. */
export function firstFreeText(locale: string, { firstFree }: Pick<FeaturePrices, 'firstFree'>): string {
  if (!firstFree) return '';
  const { units, unit, per } = firstFree;
  const amount = units === 1 ? unitWord(unit, 1) : unitsText(locale, units, unit);
  return message(locale, `price.firstFree.${per}`, { amount });
}

/** "at most 60 seconds", "at most 10 pieces and 30 days", or empty. */
export function maxText(locale: string, { max, per }: Pick<PriceFigure, 'max' | 'per'>): string {
  if (per.type === 'product') {
    const limits = per.units.flatMap((each) => (each.max === null ? [] : [unitsText(locale, each.max, each.unit)]));
    return limits.length === 0 ? '' : message(locale, 'price.max', { amount: listText(locale, limits) });
  }
  if (max === null || per.type === 'time') return '';
  return message(locale, 'price.max', { amount: unitsText(locale, max, per.unit) });
}
