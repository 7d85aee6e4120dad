import type { ScenarioEvent } from './events';
import { unknownName } from './fields';
import { inOrder } from './timeline';

interface NameProblem {
  path: (string | number)[];
  message: string;
}

/** Names that are given twice, or used before an event has given them. */
export function* nameProblems(events: readonly ScenarioEvent[]): Generator<NameProblem> {
  const given: Record<NameKind, Set<string>> = { generation: new Set(), quote: new Set(), grant: new Set() };
  for (const { item: event, index } of inOrder(events)) {
    const path = ['events', index];
    const spoken = nameSpokenOf(event);
    if (spoken && !isGiven(given[spoken.kind], spoken)) {
      const message = unknownName(`earlier ${spoken.kind}`, spoken.name, [...given[spoken.kind]]);
      yield { path: [...path, spoken.kind], message };
    }
    if (!('as' in event) || event.as === undefined) continue;
    const names = given[kindOfName(event.do)];
    if (names.has(event.as)) yield { path: [...path, 'as'], message: `"${event.as}" is a name already` };
    names.add(event.as);
  }
}

type NameKind = 'generation' | 'quote' | 'grant';

/** The name of something earlier that an event speaks of. */
function nameSpokenOf(event: ScenarioEvent): { kind: NameKind; name: string } | null {
  switch (event.do) {
    case 'use':
    case 'hold':
    case 'quote':
      return event.quote === undefined ? null : { kind: 'quote', name: event.quote };
    case 'capture':
    case 'void':
    case 'refund':
      return { kind: 'generation', name: event.generation };
    case 'revoke':
    case 'extend':
      return typeof event.grant === 'string' ? { kind: 'grant', name: event.grant } : null;
    default:
      return null;
  }
}

/** An event that issues several grants names the second one "gift-2", and so on. */
function isGiven(names: ReadonlySet<string>, { kind, name }: { kind: NameKind; name: string }): boolean {
  return names.has(name) || (kind === 'grant' && names.has(name.replace(/-([2-9]|[1-9]\d+)$/, '')));
}

/** What an event's `as` is a name of: its generation, its quote, or the grants that it issues. */
export function kindOfName(event: ScenarioEvent['do']): NameKind {
  if (event === 'use' || event === 'hold') return 'generation';
  return event === 'quote' ? 'quote' : 'grant';
}
