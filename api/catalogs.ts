import { z } from 'zod';
import { readPrices } from '@/services/catalogs/read-prices';
import { numberInput } from '@/services/number-input';
import { problem } from './problems';
import { answerRead, readQuery, type Route } from './route';
import { catalogSchema } from './schemas/catalog';

const versionQuery = z.strictObject({
  version: numberInput(1, 2_147_483_647)
    .optional()
    .meta({ description: 'The number of a version. Left out: the one that holds now.' }),
});

export const catalogRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/catalogs/{catalog}',
    id: 'getCatalog',
    tag: 'Catalogs',
    summary: 'Plans, prices and rules',
    description: 'As the price page shows them. A key reads the catalog that it works in.',
    scope: null,
    idempotency: null,
    query: versionQuery,
    answer: { status: 200, description: 'The catalog.', schema: catalogSchema },
    problems: [],
    handle: async ({ context, actor, request, parameters }) => {
      const query = readQuery(versionQuery, request);
      if (!query.ok) return problem(query.error);
      return answerRead(await readPrices(context, actor, parameters.catalog!, query.value.version));
    },
  },
];
