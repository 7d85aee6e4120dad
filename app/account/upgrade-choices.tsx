import Link from 'next/link';
import { message } from '@/lib/messages/message';
import type { OrderPreview, PlanPage } from '@/services/plans/plan-answers';

interface Props {
  preview: OrderPreview;
  page: PlanPage;
  /** Where a preview begins. */
  href: string;
  locale: string;
}

/** The catalog's other ways to upgrade, where there is a choice: each has a preview of its own. */
export function UpgradeChoices({ preview: { order }, page, href, locale }: Props) {
  if (order.type !== 'changePlan') return null;
  const { planId, intervalId, seats, choice } = order;
  const plan = page.plans.find(({ id }) => id === planId);
  const choices = plan?.intervals.find(({ id }) => id === intervalId)?.choices ?? [];
  if (choices.length === 0) return null;
  const address = (id: string | null) => {
    const query = new URLSearchParams({ type: 'changePlan', planId, intervalId });
    if (seats !== undefined) query.set('seats', String(seats));
    if (id !== null) query.set('choice', id);
    return `${href}?${query.toString()}`;
  };
  const ways = [{ id: null, name: message(locale, 'change.choiceFirst') }, ...choices];
  return (
    <nav aria-label={message(locale, 'change.choices')} className="flex flex-wrap gap-1">
      {ways.map(({ id, name }) => (
        <Link
          key={id ?? ''}
          href={address(id)}
          prefetch={false}
          aria-current={id === (choice ?? null) ? 'true' : undefined}
          className="flex min-h-11 items-center rounded-card border border-transparent px-3 text-soft hover:bg-raised aria-[current]:border-edge aria-[current]:bg-surface aria-[current]:font-strong aria-[current]:text-ink"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
