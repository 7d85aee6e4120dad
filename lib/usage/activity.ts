import type { Catalog } from '../catalog/schema';
import { jsonNumber } from '../credits';
import { balanceChange, entryKinds, type Entry, type EntryKind, type EntryReason } from '../ledger/entry';
import type { GrantSource } from '../ledger/state';
import { isoText } from '../time';
import type { ActivityFilter } from './activity-filter';
import { generationOutcome, type GenerationOutcome, type GenerationSums } from './generation-outcome';

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
  /** The vendor's own name for what the generation belongs to. */
  project: string | null;
  /** The vendor's own name for whoever asked. */
  member: string | null;
  /** Where its generation stands, if that has gone on after its first step. */
  outcome: GenerationOutcome | null;
  /** The grant that it moved credits of, where it moved any. */
  grant: { id: number; source: GrantSource } | null;
}

export interface ActivityPage {
  /** Newest first. */
  lines: ActivityLine[];
  /** Where "load older" goes on: entries before this number; null: nothing is older. */
  olderThan: number | null;
  /** Where "load newer" goes on: entries after this number; null: nothing is newer. */
  newerThan: number | null;
  /** Why a search finds nothing; null: nothing is wrong with it. */
  trouble: FindTrouble | null;
  choices: ActivityChoices;
}

/** A search that is neither an entry's number nor an id, or one that several generations fit. */
export type FindTrouble = 'unclear' | 'several';

interface Named {
  id: string;
  name: string;
}

/** What the list can be narrowed to: what occurs in the account, and what it is narrowed to now. */
export interface ActivityChoices {
  kinds: EntryKind[];
  features: Named[];
  models: Named[];
  projects: string[];
  members: string[];
}

/** What a line is made of. */
interface LineFacts {
  entry: Entry;
  source: GrantSource | null;
  project: string | null;
  member: string | null;
  sums: GenerationSums | null;
}

export function activityLine({ entry, source, project, member, sums }: LineFacts, catalog: Catalog): ActivityLine {
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
    project,
    member,
    outcome: sums && generationOutcome(sums),
    grant: entry.grantId !== null && source !== null ? { id: entry.grantId, source } : null,
  };
}

/** Names the ids that occur, in the catalog's order; what an older version sold comes last, under its id. */
export function activityChoices(
  occurring: {
    kinds: readonly EntryKind[];
    features: readonly string[];
    models: readonly string[];
    projects: readonly string[];
    members: readonly string[];
  },
  filter: Pick<ActivityFilter, 'kind' | 'feature' | 'model' | 'project' | 'member'>,
  catalog: Pick<Catalog, 'features' | 'models'>,
): ActivityChoices {
  return {
    kinds: entryKinds.filter((kind) => kind === filter.kind || occurring.kinds.includes(kind)),
    features: inOrder(withChosen(occurring.features, filter.feature), catalog.features),
    models: inOrder(withChosen(occurring.models, filter.model), catalog.models),
    projects: withChosen(occurring.projects, filter.project),
    members: withChosen(occurring.members, filter.member),
  };
}

function withChosen(values: readonly string[], chosen: string | null): string[] {
  return !chosen || values.includes(chosen) ? [...values] : [...values, chosen];
}

function inOrder(ids: readonly string[], list: readonly Named[]): Named[] {
  const known = list.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name }));
  const others = ids.filter((id) => !list.some((each) => each.id === id)).map((id) => ({ id, name: id }));
  return [...known, ...others];
}

/** A feature or a model by its name; by its id, where the catalog in force does not know it any more. */
export function named(id: string | null, list: readonly Named[]): Named | null {
  return id === null ? null : { id, name: list.find((each) => each.id === id)?.name ?? id };
}

/** What a generation's lines and its receipt have in common, short enough to be told apart by eye: its id's last part. */
export function generationReference(id: string): string {
  return id.slice(-8);
}
