import { routes, type Route } from './routes';

/** A route that fits a path, with what stands in its braces. */
export interface FoundRoute {
  route: Route;
  parameters: string[];
}

/** All routes that fit a path (below /api/v1), whatever their method. */
export function findRoutes(path: string): FoundRoute[] {
  return routes.flatMap((route) => {
    const parameters = match(route.path, path);
    return parameters ? [{ route, parameters }] : [];
  });
}

/** The parameters of a path that fits a route's, or null. */
function match(pattern: string, path: string): string[] | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const parameters: string[] = [];
  for (const [index, segment] of wanted.entries()) {
    if (segment.startsWith('{')) parameters.push(decodeSegment(given[index]!));
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
