import { writeFile } from 'node:fs/promises';

/** `npm run client`: writes the typed client's types anew, from the schemas that requests are parsed with. */

// To be described the API needs no database, as it needs none to be built.
process.env.NEXT_PHASE = 'phase-production-build';
const { clientTypes, TYPES_FILE } = await import('./client/types');

await writeFile(TYPES_FILE, await clientTypes());
process.stdout.write('Wrote api/client/schema.d.ts\n');
