import type { Actor } from '@/lib/access/actor';
import { fail, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import type { PlanPage } from './plan-answers';

/** What the plan page shows. Fails as lib/access says. */
export async function readPlan(context: Context, actor: Actor, accountId: Id): Promise<Result<PlanPage>> {
  void [context, actor, accountId];
  return Promise.resolve(fail('unavailable'));
}
