import { getDocument } from '@/api/document';

/** The API's document; for hosts that run the pages without the front door. */
export function GET(request: Request): Response {
  const { text, ...init } = getDocument(request.headers.get('if-none-match') ?? undefined);
  return new Response(init.status === 304 ? null : text, init);
}

export const dynamic = 'force-dynamic';
