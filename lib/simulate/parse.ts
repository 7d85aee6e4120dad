import { z } from 'zod';
import type { Zone } from '../time';
import { scenarioSchema, type Scenario } from './scenario';

/** What is wrong with a scenario file: a JSON pointer to the place and the reason in one sentence. */
export interface ScenarioProblem {
  path: string;
  reason: string;
}

/**
 * Turns a scenario file's text into a scenario.
 * @param zone whose clocks show the moments that name no zone; `account.zone` in the file goes before it
 * @returns the scenario and the account's zone, or every problem with its place
 */
export function parseScenario(
  text: string,
  zone: Zone,
): { ok: true; scenario: Scenario; zone: Zone } | { ok: false; problems: ScenarioProblem[] } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { ok: false, problems: [{ path: '/', reason: `not JSON: ${(error as Error).message}` }] };
  }
  const own = ownZone.safeParse(data);
  const used = own.success ? own.data.account.zone : zone;
  const parsed = scenarioSchema(used).safeParse(data);
  if (parsed.success) return { ok: true, scenario: parsed.data, zone: used };
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, [])) };
}

/** A zone of its own, where the file has one that there is: moments are read by it before all is known to be right. */
const ownZone = z.object({ account: z.object({ zone: scenarioSchema('UTC').shape.account.shape.zone.unwrap() }) });

/** Of a choice between shapes, what is wrong with the one that comes nearest: the one with the fewest problems. */
function problemsOf(issue: z.core.$ZodIssue, at: readonly PropertyKey[]): ScenarioProblem[] {
  const path = [...at, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const [nearest] = [...issue.errors].sort((a, b) => a.length - b.length);
    return nearest!.flatMap((each) => problemsOf(each, path));
  }
  return [{ path: `/${path.join('/')}`, reason: issue.message }];
}
