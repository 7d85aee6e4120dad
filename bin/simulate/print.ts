import type { Catalog } from '@/lib/catalog/schema';
import { unreachable } from '@/lib/errors';
import { amountText, changeText, plainMomentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { costText, moneyText } from '@/lib/messages/money-text';
import type { Shown } from '@/lib/simulate/claims';
import type {
  ChargeShown,
  ExpectationShown,
  GrantLife,
  RefusalShown,
  Report,
  StatementLine,
} from '@/lib/simulate/statement';
import type { Zone } from '@/lib/time';

const LOCALE = 'en';

/** What the words of a report stand on. */
export interface Setting {
  name: string;
  description: readonly string[];
  zone: Zone;
  /** The version in force when the account opened. */
  catalog: Catalog;
}

/** A report in plain words: the statement, each grant's life, what was charged, and every expectation. */
export function wordsOf(report: Report, setting: Setting): string {
  const { name, description, zone, catalog } = setting;
  const head = [
    name,
    `${catalog.name}, version ${catalog.version}. Times are those of ${zone}, prices in ${catalog.currency}.`,
    ...description,
  ];
  const { closing } = report;
  const closed = `Closing balance ${creditsOf(closing.balance)}, held ${creditsOf(closing.held)}`;
  const paid = `Paid in all: ${moneyText(LOCALE, catalog.currency, report.paidTotal)}`;
  const sections: [string, string[]][] = [
    ['Statement', [...statementLines(report, setting), closed]],
    ['Grants', report.grants.flatMap((grant) => grantLines(grant, setting))],
    ['Charges', [...columns(report.charges.map((line) => chargeCells(line, setting))), paid]],
    ['Expectations', report.expectations.map((each) => expectationLine(each, zone))],
  ];
  const body = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [title, ...lines.map((line) => `  ${line}`)].join('\n'));
  return `${[head.join('\n'), ...body, lastLines(report)].join('\n\n')}\n`;
}

function lastLines({ refusals, met, of }: Report): string {
  const surprises = refusals.filter(({ foreseen }) => !foreseen).length;
  const events = surprises === 1 ? 'One event was' : `${surprises} events were`;
  const lines = surprises > 0 ? [`${events} refused, and the scenario does not say so.`] : [];
  return [...lines, `${met} of ${of} expectations met`].join('\n');
}

/** Entries and refusals in the order in which they happened. */
function statementLines({ statement, refusals }: Report, { zone, catalog }: Setting): string[] {
  const rows = statement.map((line) => ({ number: line.number, order: 0, cells: entryCells(line, zone, catalog) }));
  const no = refusals.map((each) => ({ number: each.afterNumber, order: 1, cells: refusalCells(each, zone) }));
  const all = [...rows, ...no].sort((a, b) => a.number - b.number || a.order - b.order);
  return columns(all.map(({ cells }) => cells));
}

function entryCells(line: StatementLine, zone: Zone, catalog: Catalog): string[] {
  const details = [
    // What moves within a grant, or is charged of what was held, leaves the balance as it is.
    line.change === 0 && line.amount !== 0 ? creditsOf(line.amount) : '',
    line.feature === null ? '' : featureName(catalog, line.feature),
    line.model === null ? '' : message(LOCALE, 'activity.with', { model: line.model }),
    // "For a generation" says nothing beside the feature's name.
    line.reason === 'generation' ? '' : message(LOCALE, `activity.reason.${line.reason}`),
    line.generation === null ? '' : `"${line.generation}"`,
  ].filter((part) => part !== '');
  const words = `${message(LOCALE, `activity.kind.${line.kind}`)}: ${details.join(', ')}`;
  const from = line.grant === null ? '' : `grant ${line.grant}, ${sourceText(line.source!)}`;
  const change = typeof line.change === 'number' ? changeText(LOCALE, line.change) : line.change;
  return [momentOf(line.at, zone), words, from, `>${change}`, `>${creditsOf(line.balanceAfter)}`];
}

function refusalCells({ at, event, code, detail, foreseen }: RefusalShown, zone: Zone): string[] {
  const surprise = foreseen ? '' : ', which the scenario does not say';
  return [momentOf(at, zone), `Refused: ${event}: ${code}${surprise}${detail === null ? '' : `. ${detail}`}`];
}

function grantLines(grant: GrantLife, { zone, catalog }: Setting): string[] {
  const rule = [grant.plan, grant.rule].filter(Boolean).join(', ');
  const name = grant.name === null ? '' : ` "${grant.name}"`;
  const until = grant.until === null ? 'never ends' : `until ${momentOf(grant.until, zone)}`;
  const paid = typeof grant.paid === 'number' ? costText(LOCALE, catalog.currency, grant.paid) : grant.paid;
  const head = `${grant.number}${name}: ${creditsOf(grant.amount)}, ${sourceText(grant.source)}${rule ? ` (${rule})` : ''}, from ${momentOf(grant.from, zone)}, ${until}, paid ${paid}`;
  const went = grant.went.map(({ to, why, credits }) => `${creditsOf(credits)} ${wentText(to, why, catalog)}`);
  const here = (['available', 'held'] as const)
    .filter((place) => grant.places[place] !== 0)
    .map((place) => `${creditsOf(grant.places[place])} ${place}`);
  return [head, `   ${[...went, ...here].join('; ')}`];
}

function wentText(to: GrantLife['went'][number]['to'], why: string, catalog: Catalog): string {
  const reason = () => message(LOCALE, `activity.reason.${why as StatementLine['reason']}`);
  switch (to) {
    case 'spent':
      return `used for ${featureName(catalog, why)}`;
    case 'expired':
      return `ended: ${reason()}`;
    case 'revoked':
      return `taken back: ${reason()}`;
    case 'reissued':
      return why === 'extended' ? `moved on: ${reason()}` : `came back: ${message(LOCALE, 'activity.reason.reissued')}`;
    default:
      return unreachable(to);
  }
}

function chargeCells(line: ChargeShown, { zone, catalog }: Setting): string[] {
  const span = line.span ? `${momentOf(line.span.start, zone)} to ${momentOf(line.span.end, zone)}` : '';
  const item = [line.item, line.interval].filter(Boolean).join(', ');
  const quantity = line.quantity === 1 ? '' : `${amountText(LOCALE, line.quantity)} × `;
  const money = moneyText(LOCALE, catalog.currency, line.amount);
  return [momentOf(line.at, zone), chargeWords[line.kind], `${quantity}${item}`, `>${money}`, span];
}

const chargeWords: Record<ChargeShown['kind'], string> = {
  plan: 'Plan',
  plan_change: 'Change of plan',
  unused_time: 'Time that was not used, given back',
  seats: 'Added seats',
  add_on: 'Add-on',
  pack: 'Pack',
};

function expectationLine({ at, what, expected, found, met, why, place }: ExpectationShown, zone: Zone): string {
  const reason = why === null ? '' : ` (${why})`;
  const head = `${met ? '✓' : '✗'} ${momentOf(at, zone)} ${what}:`;
  return met
    ? `${head} ${plain(expected)}${reason}`
    : `${head} expected ${plain(expected)}, found ${plain(found)}${reason} at ${place}`;
}

function plain(value: Shown): string {
  if (typeof value === 'number') return amountText(LOCALE, value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function featureName(catalog: Catalog, id: string): string {
  return catalog.features.find((each) => each.id === id)?.name ?? id;
}

function sourceText(source: GrantLife['source']): string {
  return message(LOCALE, `source.${source}`).toLowerCase();
}

function creditsOf(amount: number | string): string {
  return typeof amount === 'number' ? amountText(LOCALE, amount) : amount;
}

/** With its milliseconds where it has any: a renewal and a use of the instant before must not look alike. */
function momentOf(at: string, zone: Zone): string {
  const milliseconds = at.slice(20, 23);
  return `${plainMomentText(zone, at)}${milliseconds === '000' ? '' : `.${milliseconds}`}`;
}

/** Cells under one another, as wide as the widest; those that begin with ">" to the right. A row's last may be longer. */
function columns(rows: readonly string[][]): string[] {
  const counts = (row: string[], at: number) => at < row.length - 1 || row[at]?.startsWith('>');
  const widthOf = (at: number) =>
    Math.max(0, ...rows.filter((row) => counts(row, at)).map((row) => bare(row[at]!).length));
  const widths = Array.from({ length: Math.max(0, ...rows.map((row) => row.length)) }, (_, at) => widthOf(at));
  const placed = (cell: string, width: number) =>
    cell.startsWith('>') ? bare(cell).padStart(width) : cell.padEnd(width);
  return rows.map((row) =>
    row
      .map((cell, at) => (counts(row, at) ? placed(cell, widths[at]!) : cell))
      .join('  ')
      .trimEnd(),
  );
}

function bare(cell: string): string {
  return cell.replace(/^>/, '');
}
