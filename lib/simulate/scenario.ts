import { z } from 'zod';
import { isZone, type Zone } from '../time';
import { eventSchema, waysOfPaying } from './events';
import { expectationSchema } from './expectations';
import { catalogId, exact, momentIn, word } from './fields';
import { nameProblems } from './names';

/**
 * The format of a scenario: an account's life as dated events, and what must be true of it when. docs/simulate.md
 * explains every field to an author.
 * @param zone whose clocks show the moments that name no zone: the account's
 */
export function scenarioSchema(zone: Zone) {
  return exact({
    $schema: z.string().optional(),
    format: z.literal(1),
    name: z.string().trim().min(1).max(200),
    /** What it is about, and how its figures were worked out. */
    description: z.union([z.string(), z.array(z.string())]).optional(),
    /** Id of a catalog that comes with Meterbook, or the path of another from here. */
    catalog: z.string().min(1).max(1_000),
    /** Paths of later versions of the same catalog. */
    versions: z.array(z.string().min(1).max(1_000)).default([]),
    account: exact({
      zone: z.string().refine(isZone, 'an IANA zone such as "Europe/Berlin"').optional(),
      opensAt: momentIn(zone),
      /** Left out: the catalog's default plan; null: none. */
      plan: catalogId.nullable().optional(),
      interval: catalogId.optional(),
      seats: z.int().min(1).optional(),
      /** One-time credits that this person had before, by the ids of their rules. */
      hadBefore: z.array(catalogId).default([]),
    }),
    payments: word('way of paying', waysOfPaying).default('at_boundary'),
    events: z.array(eventSchema(zone)).max(100_000),
    expect: z.array(expectationSchema(zone)).max(100_000).default([]),
  }).superRefine((scenario, context) => {
    for (const list of ['events', 'expect'] as const) {
      for (const [index, { at }] of scenario[list].entries()) {
        if (at >= scenario.account.opensAt) continue;
        context.addIssue({ code: 'custom', path: [list, index, 'at'], message: 'is before the account opens' });
      }
    }
    for (const { path, message } of nameProblems(scenario.events)) context.addIssue({ code: 'custom', path, message });
  });
}

export type Scenario = z.output<ReturnType<typeof scenarioSchema>>;
