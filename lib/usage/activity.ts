import type { Catalog } from '../catalog/schema';
import { jsonNumber } from '../credits';
import { balanceChange, type Entry, type EntryKind, type EntryReason } from '../ledger/entry';
import type { GrantSource } from '../ledger/state';
import { isoText } from '../time';

/** An entry as a line of the activity list. Credits are JSON numbers with their sign; instants ISO texts. */
export interface ActivityLine {
  seq: number;
  at: string;
  kind: EntryKind;
  reason: EntryReason;
  /** Change of what is available: negative for a debit, 0 for free work. */
  change: number;
  balanceAfter: number;
  generationId: string | null;
  feature: { id: string; name: string } | null;
  model: { id: string; name: string } | null;
  /** The grant that it moved credits of, where it moved any. */
  grant: { id: number; source: GrantSource } | null;
}

export interface ActivityPage {
  /** Newest first. */
  lines: ActivityLine[];
  /** Where "load older" goes on: entries before this number; null: that was the oldest. */
  olderThan: number | null;
}

export function activityLine(entry: Entry, source: GrantSource | null, catalog: Catalog): ActivityLine {
  return {
    seq: entry.seq,
    at: isoText(entry.at),
    kind: entry.kind,
    reason: entry.reason,
    change: jsonNumber(balanceChange(entry)),
    balanceAfter: jsonNumber(entry.balanceAfter),
    generationId: entry.generationId,
    feature: named(entry.feature, catalog.features),
    model: named(entry.model, catalog.models),
    grant: entry.grantId !== null && source !== null ? { id: entry.grantId, source } : null,
  };
}

function named(id: string | null, list: readonly { id: string; name: string }[]): { id: string; name: string } | null {
  return id === null ? null : { id, name: list.find((each) => each.id === id)?.name ?? id };
}
