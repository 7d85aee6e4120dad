import type { FairnessCheck } from '../catalog/fairness';
import { message } from './message';

/** The point, the verdict and the reason, in words. */
export function fairnessWords(locale: string, { point, verdict, reason }: FairnessCheck) {
  return {
    point: message(locale, `fairness.point.${point}`),
    verdict: message(locale, `fairness.verdict.${verdict}`),
    reason: message(locale, `fairness.reason.${reason.key}`, reason.values),
  };
}
