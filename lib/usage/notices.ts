import { microFromNumber } from '../credits';
import type { Meter } from './meter';

/** How much of a period's credits has to be used, in percent, before its members are told. */
export const noticeLevels = [75, 90, 100] as const;
export type NoticeLevel = (typeof noticeLevels)[number];

/** The notice that a member has put away last, and the start of the period that it was about (ISO text). */
export interface Dismissed {
  level: NoticeLevel;
  period: string;
}

type Figures = Pick<Meter, 'period' | 'used' | 'held' | 'available'>;

/**
 * The highest level that a period's use has reached: 100 where nothing is left, whatever is still held; null: none yet.
 * What has ended counts on neither side, so that an end alone reaches nothing but 100.
 */
export function levelReached({ period, ...figures }: Figures): NoticeLevel | null {
  const [used, held, available] = [figures.used, figures.held, figures.available].map((each) => microFromNumber(each)!);
  if (!period || used! + held! === 0n) return null;
  if (available === 0n) return 100;
  const share = (used! * 100n) / (used! + held! + available!);
  return share >= 90n ? 90 : share >= 75n ? 75 : null;
}

/** The level to tell of: once put away, it and what is below it stay so for the period. */
export function levelToTell(meter: Figures, dismissed: Dismissed | null): NoticeLevel | null {
  const level = levelReached(meter);
  const isPutAway = dismissed !== null && dismissed.period === meter.period?.start && dismissed.level >= (level ?? 0);
  return isPutAway ? null : level;
}
