import { belowApi } from '@/api/api-path';
import { bodyBytesMaxAt } from '@/api/find-route';
import { handleApi } from '@/api/handle';
import { getContext } from '@/services/runtime';

/** Mounts the machine API in Next: turns a web Request into plain data and plain data into a Response. */
async function serve(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const path = belowApi(url.pathname) ?? '';
  const answer = await handleApi(getContext, {
    method: request.method,
    path,
    query: url.search.slice(1),
    headers: Object.fromEntries(request.headers),
    body: await readBody(request, bodyBytesMaxAt(path)),
  });
  return new Response(answer.text, { status: answer.status, headers: answer.headers });
}

/** Reads at most one byte more than is allowed: a body without end must not fill the memory. */
async function readBody(request: Request, bytesMax: number): Promise<Uint8Array> {
  if (!request.body) return new Uint8Array();
  // The server has seen to it that it is no longer than it says.
  const length = request.headers.get('content-length');
  if (length !== null && Number(length) <= bytesMax) return new Uint8Array(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.byteLength;
    if (size > bytesMax) {
      await reader.cancel();
      break;
    }
  }
  return Buffer.concat(chunks);
}

export { serve as DELETE, serve as GET, serve as HEAD, serve as OPTIONS, serve as PATCH, serve as POST, serve as PUT };
