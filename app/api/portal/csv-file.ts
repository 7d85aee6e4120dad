import type { Result } from '@/lib/errors';
import type { ActivityFile } from '@/services/accounts/export-activity';
import { problem } from './problem';
import { streamOf } from './stream-of';

/** A file of entries as an answer: written as it is read; it ends when nobody reads any more. */
export function csvFile(request: Request, file: Result<ActivityFile>): Response {
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
