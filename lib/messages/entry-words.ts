import type { EntryKind, EntryReason } from '../ledger/entry';
import { message, type MessageKey } from './message';

interface Told {
  what?: MessageKey;
  why?: MessageKey;
}

/** Where a reason means something else beside its kind than it does by itself. */
const beside: Partial<Record<EntryKind, Partial<Record<EntryReason, Told>>>> = {
  grant: { extended: { why: 'activity.why.extendedFrom' } },
  void: {
    generation: { why: 'activity.why.voided' },
    lifetime_over: { what: 'activity.kind.expire', why: 'activity.why.heldToTheEnd' },
  },
  expire: { plan_changed: { why: 'activity.why.planBefore' } },
};

/**
 * An entry in words, as the list, its file and support say it alike: what happened to the credits, and why.
 * @param change of what is available: tells what was taken besides a hold from what was held, and what came back from what
 * came back too late
 */
export function entryText(
  locale: string,
  { kind, reason, change }: { kind: EntryKind; reason: EntryReason; change: number | bigint },
): { what: string; why: string } {
  const { what = `activity.kind.${kind}`, why = `activity.reason.${reason}` } = toldOf(kind, reason, change);
  return { what: message(locale, what), why: message(locale, why) };
}

function toldOf(kind: EntryKind, reason: EntryReason, change: number | bigint): Told {
  const isStill = Number(change) === 0;
  if (kind === 'capture' && !isStill) return { what: 'activity.what.captureBeyond' };
  if (kind === 'refund' && isStill) return { what: 'activity.kind.expire', why: 'activity.why.backTooLate' };
  if (kind === 'reissue' && reason !== 'extended') return { why: 'activity.why.reissued' };
  return beside[kind]?.[reason] ?? {};
}
