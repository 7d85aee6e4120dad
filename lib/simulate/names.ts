import type { ScenarioEvent } from './events';
import { unknownName } from './fields';
import { inOrder } from './timeline';

interface NameProblem {
  path: (string | number)[];
  message: string;
}

/** Names that are given twice, or used before an event has given them. */
export function* nameProblems(events: readonly ScenarioEvent[]): Generator<NameProblem> {
  const given = { generation: new Set<string>(), quote: new Set<string>(), grant: new Set<string>() };
  for (const { item: event, index } of inOrder(events)) {
    const path = ['events', index];
    if ((event.do === 'use' || event.do === 'hold') && event.quote !== undefined && !given.quote.has(event.quote)) {
      yield { path: [...path, 'quote'], message: unknownName('earlier quote', event.quote, [...given.quote]) };
    }
    if (
      (event.do === 'capture' || event.do === 'void' || event.do === 'refund') &&
      !given.generation.has(event.generation)
    ) {
      yield {
        path: [...path, 'generation'],
        message: unknownName('earlier generation', event.generation, [...given.generation]),
      };
    }
    if (
      (event.do === 'revoke' || event.do === 'extend') &&
      typeof event.grant === 'string' &&
      !given.grant.has(event.grant)
    ) {
      yield { path: [...path, 'grant'], message: unknownName('earlier grant', event.grant, [...given.grant]) };
    }
    if (!('as' in event) || event.as === undefined) continue;
    const names = given[kindOfName(event.do)];
    if (names.has(event.as)) yield { path: [...path, 'as'], message: `"${event.as}" is a name already` };
    names.add(event.as);
  }
}

/** What an event's `as` is a name of: its generation, its quote, or the grants that it issues. */
export function kindOfName(event: ScenarioEvent['do']): 'generation' | 'quote' | 'grant' {
  if (event === 'use' || event === 'hold') return 'generation';
  return event === 'quote' ? 'quote' : 'grant';
}
