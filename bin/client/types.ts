import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { openApiDocument } from '@/api/openapi';

/** Where the types are kept. */
export const TYPES_FILE = fileURLToPath(new URL('../../api/client/schema.d.ts', import.meta.url));

const HEAD =
  '/** What the API takes and answers, as types. Made from its document: `npm run client` makes it anew. */\n';

/** The text of the typed client's types. Throws where the document is not OpenAPI 3.1. */
export async function clientTypes(): Promise<string> {
  const types = astToString(await openapiTS(JSON.stringify(openApiDocument()), { defaultNonNullable: false }));
  return format(HEAD + types, { ...(await resolveConfig(TYPES_FILE)), filepath: TYPES_FILE });
}
