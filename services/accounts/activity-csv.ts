import { stringify, type Options } from 'csv-stringify/sync';
import type { ListedEntry } from '@/db/reads/activity';
import type { Catalog } from '@/lib/catalog/schema';
import { decimalText } from '@/lib/credits';
import { balanceChange } from '@/lib/ledger/entry';
import { plainMomentText } from '@/lib/messages/format';
import { entryText } from '@/lib/messages/entry-words';
import { message, type MessageKey } from '@/lib/messages/message';
import { isoText, type Zone } from '@/lib/time';
import { named } from '@/lib/usage/activity';

/*
 * Entries as CSV (RFC 4180), for spreadsheets and for programs: amounts are exact decimals with a point and a plain minus,
 * instants are there in UTC and as the account's clocks showed them.
 */

const options: Options = {
  record_delimiter: 'windows',
  // What people have named ("=1+1") stays text in a spreadsheet. Amounts come as bigint and keep their minus.
  escape_formulas: true,
  cast: { bigint: decimalText },
};

/** Excel takes a file without it for one of another century, and shows "Frühling" as "FrÃ¼hling". */
const BYTE_ORDER_MARK = '\ufeff';

const columns = [
  'csv.number',
  'csv.instant',
  'csv.local',
  'csv.kind',
  'csv.reason',
  'csv.feature',
  'csv.model',
  'csv.project',
  'csv.generation',
  'csv.grant',
  'csv.source',
  'csv.change',
  'csv.balance',
] as const;

/** The row that names the columns, in the account's language. */
export function csvHead(locale: string, zone: Zone): string {
  return BYTE_ORDER_MARK + stringify([columns.map((name) => message(locale, name, { zone }))], options);
}

export function csvRows(
  entries: readonly ListedEntry[],
  { locale, zone, catalog }: { locale: string; zone: Zone; catalog: Catalog },
): string {
  const words = (key: MessageKey) => message(locale, key);
  return stringify(
    entries.map(({ entry, source, project }) => {
      const at = isoText(entry.at);
      const change = balanceChange(entry);
      const { what, why } = entryText(locale, { ...entry, change });
      return [
        entry.seq,
        at,
        plainMomentText(zone, at),
        what,
        why,
        named(entry.feature, catalog.features)?.name,
        named(entry.model, catalog.models)?.name,
        project,
        entry.generationId,
        entry.grantId,
        source && words(`source.${source}`),
        change,
        entry.balanceAfter,
      ];
    }),
    options,
  );
}
