import { sha256 } from '@/lib/sha256';
import { json, type ApiResponse } from './http';
import { openApiDocument } from './openapi';

let kept: { text: string; etag: string } | undefined;

/**
 * GET /api/openapi.json: the API's document, for anybody. It changes with the program only, so it is made once.
 * @param known the ETags that the asker has already ("If-None-Match")
 */
export function getDocument(known: string | undefined): ApiResponse {
  kept ??= make();
  const headers = { 'cache-control': 'no-cache', etag: kept.etag };
  const isKnown = known?.split(',').some((each) => each.trim().replace(/^W\//, '') === kept!.etag);
  return isKnown ? json(304, '', headers) : json(200, kept.text, headers);
}

function make() {
  const text = JSON.stringify(openApiDocument());
  return { text, etag: `"${sha256(text).slice(0, 32)}"` };
}
