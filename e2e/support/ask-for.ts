import type { Page } from '@playwright/test';
import { unreachable } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { PlanOrder } from '@/lib/plans/order';

/** From the plan page to the preview of an order, as a person asks for it. */
export async function askFor(page: Page, accountId: Id, order: PlanOrder): Promise<void> {
  const months = order.type === 'changePlan' && order.intervalId === 'year' ? 12 : 1;
  const plan = `/accounts/${accountId}/plan`;
  const isThere = order.type !== 'changePlan' && new URL(page.url(), 'http://localhost').pathname === plan;
  if (!isThere) await page.goto(`${plan}?months=${months}`);
  const form = (...values: string[]) =>
    values.reduce(
      (forms, value) => forms.and(page.locator('form', { has: page.locator(`[value="${value}"]`) })),
      page.locator('main form'),
    );
  const send = async (fields: ReturnType<typeof form>, count: number) => {
    await fields.locator('input[type=number]').fill(String(count));
    await fields.getByRole('button').click();
  };
  switch (order.type) {
    case 'changePlan':
      return page.locator(`[data-plan="${order.planId}"] a`).click();
    case 'cancel':
      return page.getByRole('link', { name: 'Cancel the plan' }).click();
    case 'changeSeats':
      return send(form('changeSeats').filter({ hasText: 'See what changes' }), order.seats);
    case 'addUnits':
    case 'removeUnits':
      return send(form(order.type, order.addOnId), order.units);
    case 'buyPack':
      return send(form('buyPack', order.packId), order.count);
    case 'resume':
    case 'undoChange':
      throw new Error('what waits is taken back by a button of the plan page');
    default:
      return unreachable(order);
  }
}
