import { BODY_BYTES_MAX } from './http';
import type { Route } from './route';
import { routes } from './routes';

/** A route that fits a path, with what stands in its braces. */
export interface FoundRoute {
  route: Route;
  parameters: Record<string, string>;
}

const patterns = routes.map((route) => ({ route, segments: route.path.split('/') }));

/** All routes that fit a path (below /api/v1), whatever their method. */
export function findRoutes(path: string): FoundRoute[] {
  const given = path.split('/');
  const found: FoundRoute[] = [];
  for (const { route, segments } of patterns) {
    const parameters = segments.length === given.length ? match(segments, given) : null;
    if (parameters) found.push({ route, parameters });
  }
  return found;
}

/** The largest body that is read at a path. Adapters stop reading beyond it and hand over one byte too many. */
export function bodyBytesMaxAt(path: string): number {
  return Math.max(BODY_BYTES_MAX, ...findRoutes(path).map(({ route }) => route.bodyBytesMax ?? 0));
}

/** The parameters of a path that fits a route's, segment by segment, or null. */
function match(wanted: readonly string[], given: readonly string[]): Record<string, string> | null {
  for (let index = 0; index < wanted.length; index += 1) {
    if (wanted[index] !== given[index] && !wanted[index]!.startsWith('{')) return null;
  }
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    if (segment.startsWith('{')) parameters[segment.slice(1, -1)] = decodeSegment(given[index]!);
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
