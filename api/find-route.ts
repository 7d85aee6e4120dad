import { BODY_BYTES_MAX } from './http';
import type { Route } from './route';
import { routes } from './routes';

/** A route that fits a path, with what stands in its braces. */
export interface FoundRoute {
  route: Route;
  parameters: Record<string, string>;
}

/** All routes that fit a path (below /api/v1), whatever their method. */
export function findRoutes(path: string): FoundRoute[] {
  return routes.flatMap((route) => {
    const parameters = match(route.path, path);
    return parameters ? [{ route, parameters }] : [];
  });
}

/** The largest body that is read at a path. Adapters stop reading beyond it and hand over one byte too many. */
export function bodyBytesMaxAt(path: string): number {
  return Math.max(BODY_BYTES_MAX, ...findRoutes(path).map(({ route }) => route.bodyBytesMax ?? 0));
}

/** The parameters of a path that fits a route's, or null. */
function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    if (segment.startsWith('{')) parameters[segment.slice(1, -1)] = decodeSegment(given[index]!);
    else if (segment !== given[index]) return null;
  }
  return parameters;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
