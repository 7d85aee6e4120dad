import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { StaffShell } from '@/app/frame/staff-shell';
import { titled } from '@/app/title';
import { PageHead } from '@/components/frame/page-head';
import { FindForm } from '@/components/support/find-form';
import { FoundAccounts } from '@/components/support/found-accounts';
import { WorkerLine } from '@/components/support/worker-line';
import { message } from '@/lib/messages/message';
import { findAccounts } from '@/services/support/find-accounts';
import { readWorkerState } from '@/services/support/read-worker-state';
import { getContext } from '@/services/runtime';

export const metadata: Metadata = { title: titled('find.title') };

/** Where support finds the accounts of a person. */
export default async function SupportPage(props: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { email: asked } = await props.searchParams;
  const email = typeof asked === 'string' ? asked.trim().slice(0, 254) : '';
  const actor = await currentActor();
  // Asked even for nothing, since the service decides who may be here at all.
  const context = await getContext();
  const found = opened(await findAccounts(context, actor, { email }), '/support');
  const worker = opened(await readWorkerState(context, actor), '/support');
  if (actor.kind !== 'person') return notFound();
  return (
    <StaffShell tag={{ name: actor.name, product: actor.email ?? '' }} note={message('en', 'frame.staff')}>
      <PageHead title={message('en', 'find.title')}>{message('en', 'find.words')}</PageHead>
      <FindForm email={email} />
      {email && <FoundAccounts email={email} accounts={found} />}
      <WorkerLine {...worker} />
    </StaffShell>
  );
}
