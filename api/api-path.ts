const ROOT = '/api/v1';

/** The path of a request's target ("/a/../b?c" → "/b"), as browsers and Next read it; the text itself if it is none. */
export function pathOf(target: string): string {
  try {
    // A target that begins with two slashes is still a path here, not another machine's name.
    return new URL(target.startsWith('/') ? `http://any${target}` : target).pathname;
  } catch {
    return target;
  }
}

/** What stands behind a target's first "?", without a fragment; nothing where it has none. */
export function queryOf(target: string): string {
  const begins = target.indexOf('?');
  return begins < 0 ? '' : target.slice(begins + 1).replace(/#.*$/s, '');
}

/** A path's part below /api/v1 ("/api/v1/generations" → "/generations"); null for a path that is not the API's. */
export function belowApi(path: string): string | null {
  if (path !== ROOT && !path.startsWith(`${ROOT}/`)) return null;
  return path.slice(ROOT.length);
}
