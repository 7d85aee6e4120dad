import { message } from '@/lib/messages/message';
import type { WorkerState } from '@/services/support/read-worker-state';

/** A look each second, and a job that takes some: what waits for less is nobody's concern. */
const NOT_LATE_SECONDS = 60;

/** Whether what falls due by itself is done in time. */
export function WorkerLine({ lagSeconds }: WorkerState) {
  const late = lagSeconds >= NOT_LATE_SECONDS;
  const minutes = Math.floor(lagSeconds / 60);
  return (
    <p className={late ? 'text-soon' : 'text-soft'}>
      {late ? message('en', 'worker.behind', { minutes }) : message('en', 'worker.upToDate')}
    </p>
  );
}
