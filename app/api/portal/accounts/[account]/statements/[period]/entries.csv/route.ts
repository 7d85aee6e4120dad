import { csvFile } from '@/app/api/portal/csv-file';
import { currentActor } from '@/app/auth/current-actor';
import { exportStatement } from '@/services/accounts/export-activity';
import { getContext } from '@/services/runtime';

/** The entries of one period's statement as a file. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ account: string; period: string }> },
): Promise<Response> {
  const { account: accountId, period } = await params;
  return csvFile(request, await exportStatement(await getContext(), await currentActor(), { accountId, period }));
}
