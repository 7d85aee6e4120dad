import { accountReadRoutes } from './account-reads';
import { accountRoutes } from './accounts';
import { catalogRoutes } from './catalogs';
import { generationRoutes } from './generations';
import { keyRoutes } from './keys';
import { quoteRoutes } from './quotes';
import type { Route } from './route';

/** Everything under /api/v1. The access test and the API's document walk this list. */
export const routes: readonly Route[] = [
  ...quoteRoutes,
  ...generationRoutes,
  ...accountRoutes,
  ...accountReadRoutes,
  ...catalogRoutes,
  ...keyRoutes,
];
