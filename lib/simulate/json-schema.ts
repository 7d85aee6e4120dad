import { z } from 'zod';
import { scenarioSchema } from './scenario';

/** What an editor shows beside a field, wherever it stands. */
export const fieldHints: Readonly<Record<string, string>> = {
  format: 'Version of this file format.',
  description: 'What it is about, and how its figures were worked out; one text, or one a line.',
  catalog: 'Id of a catalog that comes with Meterbook, or the path of another from this file.',
  versions: 'Paths of later versions of the same catalog. Each holds from its own effectiveAt.',
  opensAt: 'When the account comes into being: a day, a day and time in its zone, or an instant in UTC.',
  hadBefore: 'Ids of grant rules with "when": "once" that this person had before, through another account.',
  payments: 'at_boundary: what falls due is paid at its own instant. by_hand: only what an event pays.',
  events: 'What happens, in order of time; at one instant in the order of this list.',
  at: 'A day ("2026-03-15", its start), a day and time in the account\'s zone, or an instant ("2026-03-15T12:00:00Z").',
  do: 'What happens.',
  as: 'A name of your own for what this event makes: a generation, a quote, or the grants that it issues.',
  refused: 'The code with which it is refused. Left out: it must be possible.',
  due: 'What has to be paid for it at once, in minor units.',
  costs: 'What it is priced at, in credits.',
  why: 'For whoever reads it.',
  generation: 'Name of an earlier generation.',
  grant: 'Name of an earlier grant, or its number in the order in which they came.',
  quote: 'Name of an earlier quote, whose price holds.',
  credits: 'Credits, exact, with at most six decimals.',
  lapsesAt: 'When the hold ends by itself. Left out: a day later.',
  ends: 'When the credits end; null: never.',
  from: 'From when they can be used.',
  before: 'true: looked at before the events of this instant, after what fell due by itself.',
  balance: 'Available credits.',
  spendable: 'Available credits without those that are locked.',
  grants: 'Every grant that the account ever had, in the order in which they came.',
  openGrants: 'Every grant with credits available or held, in the order in which they came.',
  someGrants: 'Some grants, in the order in which they came.',
  paid: 'What was paid for it, in minor units.',
  lastDue: 'What had to be paid for the last event, in minor units.',
  paidTotal: 'What has been paid in all, in minor units.',
  entries: 'How many entries of these kinds were written since entries were last counted.',
  prices: 'What requests cost at this instant.',
};

/** A copy in which each field that has a hint shows it. */
function withHints(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withHints);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'properties' ? hinted(value as object) : withHints(value),
    ]),
  );
}

function hinted(properties: object): object {
  return Object.fromEntries(
    Object.entries(properties).map(([name, node]) => {
      const description = Object.hasOwn(fieldHints, name) ? { description: fieldHints[name] } : {};
      return [name, { ...(withHints(node) as object), ...description }];
    }),
  );
}

/**
 * The scenario format as JSON Schema, for editors: completion, hints, and most mistakes while typing. What it can't say
 * (names that must have been given, hours that clocks never show) is checked on reading.
 */
export function scenarioJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(scenarioSchema('UTC'), { io: 'input', reused: 'ref' });
  return { ...(withHints(schema) as Record<string, unknown>), title: 'Scenario' };
}
