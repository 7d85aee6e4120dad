import { readFile } from 'node:fs/promises';
import { parseTaxes, type Taxes } from '@/lib/plans/taxes-file';

/**
 * The taxes that the file of TAXES_FILE says; none, where none is named.
 * @throws with the file, each place and each reason, where it can't be read or used: nobody is invoiced by half of it
 */
export async function loadTaxes(file: string | undefined): Promise<Taxes | undefined> {
  if (file === undefined) return undefined;
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new Error(`TAXES_FILE: ${file} can not be read: ${why}`);
  });
  const parsed = parseTaxes(text);
  if (parsed.ok) return parsed.taxes;
  const problems = parsed.problems.map(({ path, reason }) => `\n  ${file} ${path}: ${reason}`);
  throw new Error(`TAXES_FILE can not be used, so nothing was started. Mend it and start again.${problems.join('')}`);
}
