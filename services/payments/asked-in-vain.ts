import { noteAskedInVain, type Attempt } from '@/db/payments/attempts';
import type { Context } from '../context';

const PAUSE_MS = 60_000;
const PAUSE_MS_MAX = 6 * 3_600_000;

/** How long nobody asks about a payment by themselves that was asked about in vain so many times. */
function pauseAfter(asks: number): number {
  return Math.min(PAUSE_MS * 2 ** (asks - 1), PAUSE_MS_MAX);
}

/**
 * Notes that nothing came of asking about a payment: its provider was away, or had nothing new to say. It is asked again
 * after ever longer pauses, of real time: that is what a provider lives in.
 * @param known as it stands now
 * @param asks how often it was asked in vain before
 */
export async function askLater(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  known: Attempt,
  { asks }: Pick<Attempt, 'asks'>,
): Promise<void> {
  await noteAskedInVain(db.sql, known, { asks: asks + 1, askAt: clock.now() + pauseAfter(asks + 1) });
}
