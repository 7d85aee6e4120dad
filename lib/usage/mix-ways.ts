import { costsNothing, featurePrices, type FeaturePrices, type PriceFigure } from '../catalog/price-figures';
import type { Catalog } from '../catalog/schema';
import { microFromNumber, type Micro } from '../credits';

/** One thing at one price, which a month's mix counts: units, started blocks or whole generations, as its figure says. */
export interface MixWay {
  /** For the address: "genai-video.veo-3", "text-generation.text-draft.over-500". Each once in a catalog. */
  key: string;
  feature: Pick<FeaturePrices, 'id' | 'name'>;
  figure: PriceFigure;
  /** Micro-credits for one. */
  credits: Micro;
}

/** Everything that costs credits in a catalog, in the order of the file. What is free needs no place in a mix. */
export function mixWays(catalog: Catalog): MixWay[] {
  const taken = new Map<string, number>();
  return featurePrices(catalog).flatMap((feature) =>
    feature.figures
      .filter((figure) => !costsNothing(figure))
      .map((figure) => {
        const key = keyOf(feature.id, figure);
        const same = (taken.get(key) ?? 0) + 1;
        taken.set(key, same);
        const { id, name } = feature;
        const credits = microFromNumber(figure.credits)!;
        return { key: same === 1 ? key : `${key}.${same}`, feature: { id, name }, figure, credits };
      }),
  );
}

function keyOf(featureId: string, { model, options, line, per }: PriceFigure): string {
  const above = per.type === 'band' || per.type === 'step' ? [`over-${per.above}`] : [];
  const lines = line === null ? [] : [slugOf(line)];
  return [featureId, ...(model ? [model.id] : []), ...options.map(({ choice }) => choice), ...lines, ...above].join(
    '.',
  );
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
