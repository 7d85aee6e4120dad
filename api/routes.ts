import { accountRoutes } from './accounts';
import { generationRoutes } from './generations';
import type { Route } from './route';

/** Everything under /api/v1. The access test and the API's document walk this list. */
export const routes: readonly Route[] = [...generationRoutes, ...accountRoutes];
