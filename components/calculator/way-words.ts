import type { PriceFigure } from '@/lib/catalog/price-figures';
import { creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { choiceTexts, modelText, perText } from '@/lib/messages/price-words';

/** "Veo 3 (4 s clip)", "2k resolution": what tells a figure from the feature's others; empty where it is the only one. */
export function figureName(locale: string, figure: PriceFigure): string {
  return [modelText(figure), ...choiceTexts(locale, figure)].filter(Boolean).join(', ');
}

/** "GenAI Video, Veo 3" */
export function wayName(
  locale: string,
  { feature, figure }: { feature: { name: string }; figure: PriceFigure },
): string {
  return [feature.name, figureName(locale, figure)].filter(Boolean).join(', ');
}

/** "8 credits per second" */
export function eachText(locale: string, { credits, per }: Pick<PriceFigure, 'credits' | 'per'>): string {
  return message(locale, 'calculator.each', { credits: creditsText(locale, credits), per: perText(locale, per) });
}
