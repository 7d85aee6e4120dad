import type { IncomingMessage } from 'node:http';

/** Nothing; made once, since most requests have no body. */
const NOTHING = new Uint8Array();

/** What a sender may go on sending after being told that it is too much, before the connection is cut. */
const IGNORED_BYTES_MAX = 1024 * 1024;

/**
 * Reads a request's body: at most one byte more than is allowed, so that a body without end can't fill the memory. What
 * comes after that is thrown away, so that the sender gets to read the answer; null where the sender went away.
 */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<Uint8Array | null> {
  if (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined) {
    return Promise.resolve(NOTHING);
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      const had = size;
      size += chunk.byteLength;
      if (had <= bytesMax) chunks.push(chunk);
      if (had <= bytesMax && size > bytesMax) resolve(Buffer.concat(chunks));
      if (size > bytesMax + IGNORED_BYTES_MAX) request.destroy();
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', () => resolve(null));
    request.on('close', () => resolve(null));
  });
}
