import { fail, ok, type Result } from '../errors';
import type { Draft } from '../ledger/draft';
import type { Instant } from '../time';

/**
 * From when on a change is prorated: from when it was ordered, so that what its preview said holds to the cent and the
 * micro-credit, however long its payment takes. Fails with `invalid_time` where that is not in the running period.
 */
export function proratedFrom(
  { header }: Pick<Draft, 'header'>,
  orderedAt: Instant | undefined,
  at: Instant,
): Result<Instant> {
  if (orderedAt === undefined) return ok(at);
  if (orderedAt <= at && header.period && orderedAt >= header.period.start) return ok(orderedAt);
  return fail('invalid_time', {
    pointer: '/orderedAt',
    detail: 'What is ordered in one period can not be done in another, nor before it was ordered.',
  });
}
