import type { Catalog } from '../catalog/schema';
import type { Subscription } from '../ledger/state';
import type { PlanOrder } from './order';
import { isContract } from './plan';

/**
 * Whether an order is about what a contract sets, so that it is the vendor's to change: it takes a plan of contracts, or
 * changes, ends or takes back anything of one that is in force or agreed on. Packs and add-on units are bought beside it,
 * where the catalog sells them with the plan.
 */
export function isSetByContract(
  order: PlanOrder,
  on: Pick<Subscription, 'planId' | 'next'> | null,
  catalog: Catalog,
): boolean {
  switch (order.type) {
    case 'buyPack':
    case 'addUnits':
    case 'removeUnits':
      return false;
    default: {
      const ids = [on?.planId, on?.next?.type === 'plan' ? on.next.planId : undefined];
      if (order.type === 'changePlan') ids.push(order.planId);
      return ids.some((planId) => planId !== undefined && isContract({ planId }, catalog));
    }
  }
}
