import { csvFile } from '@/app/api/portal/csv-file';
import { currentActor } from '@/app/auth/current-actor';
import { parseFilter } from '@/lib/usage/activity-filter';
import { exportActivity } from '@/services/accounts/export-activity';
import { getContext } from '@/services/runtime';

/** The activity list as a file, narrowed as the page is. */
export async function GET(request: Request, { params }: { params: Promise<{ account: string }> }): Promise<Response> {
  const { account: accountId } = await params;
  const filter = parseFilter(Object.fromEntries(new URL(request.url).searchParams));
  return csvFile(request, await exportActivity(await getContext(), await currentActor(), { accountId, filter }));
}
