import { gzipSync } from 'node:zlib';

/**
 * The scripts that a page's first load takes: those that its text names, in its tags and in what React is to load at once.
 * What comes later, as the charts do, it does not name; nor do browsers of today load what is there for old ones.
 */
export function scriptsOf(html: string): Set<string> {
  const old = new Set([...html.matchAll(/<script[^>]*\bnoModule\b[^>]*>/gi)].flatMap(([tag]) => chunksIn(tag)));
  return new Set(chunksIn(html).filter((chunk) => !old.has(chunk)));
}

function chunksIn(text: string): string[] {
  return [...text.matchAll(/static\/chunks\/[\w./~%[\]()-]+?\.js/g)].map(([chunk]) => `/_next/${chunk}`);
}

/** Bytes over the wire, as gzip makes them of each script by itself. */
export async function gzipBytes(origin: string, scripts: Iterable<string>): Promise<number> {
  let bytes = 0;
  for (const script of scripts) {
    const answer = await fetch(origin + script);
    if (!answer.ok) throw new Error(`${script} was answered with ${answer.status}`);
    bytes += gzipSync(Buffer.from(await answer.arrayBuffer())).byteLength;
  }
  return bytes;
}
