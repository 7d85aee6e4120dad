import { unreachable } from '../errors';
import type {
  AddUnits,
  BuyPack,
  Cancel,
  ChangePlan,
  ChangeSeats,
  Command,
  RemoveUnits,
  Resume,
  UndoChange,
} from '../ledger/command';
import type { Instant } from '../time';

/** What a person may order for an account, by themselves. When it was ordered stands beside it. */
export type PlanOrder =
  | Omit<ChangePlan, 'orderedAt'>
  | Omit<ChangeSeats, 'orderedAt'>
  | AddUnits
  | RemoveUnits
  | Omit<BuyPack, 'topUp'>
  | Cancel
  | Resume
  | UndoChange;

/** The command that does an order. What is prorated is reckoned from when it was ordered. */
export function commandOf(order: PlanOrder, orderedAt: Instant): Command {
  switch (order.type) {
    case 'changePlan':
    case 'changeSeats':
      return { ...order, orderedAt };
    case 'addUnits':
    case 'removeUnits':
    case 'buyPack':
    case 'cancel':
    case 'resume':
    case 'undoChange':
      return order;
    default:
      return unreachable(order);
  }
}
