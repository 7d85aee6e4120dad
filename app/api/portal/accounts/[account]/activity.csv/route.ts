import { problem } from '@/app/api/portal/problem';
import { streamOf } from '@/app/api/portal/stream-of';
import { currentActor } from '@/app/auth/current-actor';
import { parseFilter } from '@/lib/usage/activity-filter';
import { exportActivity } from '@/services/accounts/export-activity';
import { getContext } from '@/services/runtime';

/** The activity list as a file, narrowed as the page is. Written as it is read; it ends when nobody reads any more. */
export async function GET(request: Request, { params }: { params: Promise<{ account: string }> }): Promise<Response> {
  const { account: accountId } = await params;
  const filter = parseFilter(Object.fromEntries(new URL(request.url).searchParams));
  const file = await exportActivity(await getContext(), await currentActor(), { accountId, filter });
  if (!file.ok) return problem(file.error);
  const { name, text } = file.value;
  return new Response(streamOf(text, request.signal), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
      vary: 'Cookie',
    },
  });
}
