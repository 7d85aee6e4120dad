import { Download, X } from 'lucide-react';
import Link from 'next/link';
import { dayText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { ActivityChoices } from '@/lib/usage/activity';
import {
  filterFields,
  filterQuery,
  isFiltered,
  NONE,
  type ActivityFilter,
  type FilterField,
} from '@/lib/usage/activity-filter';
import type { FilterOption } from './filter-field';

interface Props {
  filter: ActivityFilter;
  choices: ActivityChoices;
  /** The account's periods by name, and where their statements are. */
  periods: readonly FilterOption[];
  statements: string;
  /** The list's own address, and its file's. */
  href: string;
  csv: string;
  locale: string;
}

/** What the list is narrowed to, each part with a way to drop it, and the same entries as a file. */
export function FilterBar({ filter, choices, periods, statements, href, csv, locale }: Props) {
  const narrowed = isFiltered(filter);
  const period = periods.find(({ value }) => value === filter.period);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {narrowed && (
        <>
          <ul className="flex min-w-0 flex-wrap gap-2">
            {filterFields.map((field) => {
              const name = chosenName(field, filter, choices, period?.name, locale);
              return (
                name !== null && (
                  <li key={field} className="min-w-0">
                    <Link
                      href={href + filterQuery({ ...filter, [field]: null })}
                      prefetch={false}
                      className="flex min-h-8 items-center gap-1.5 rounded-card border border-edge bg-surface px-2.5 hover:bg-raised"
                    >
                      <span className="truncate">{name}</span>
                      <X size={14} aria-hidden="true" className="shrink-0 text-soft" />
                      <span className="sr-only">{message(locale, 'activity.filter.drop')}</span>
                    </Link>
                  </li>
                )
              );
            })}
          </ul>
          <Link href={href} prefetch={false} className="link">
            {message(locale, 'activity.filter.clear')}
          </Link>
        </>
      )}
      <p className="ms-auto flex flex-wrap items-center gap-x-6 gap-y-1">
        <Link href={period ? `${statements}/${period.value}` : statements} prefetch={false} className="link py-1.5">
          {period
            ? message(locale, 'activity.statement', { period: period.name })
            : message(locale, 'activity.statements')}
        </Link>
        {/* A file, not a page: no script may take the click. */}
        <a href={csv} download className="link flex min-h-8 items-center gap-1.5">
          <Download size={16} aria-hidden="true" />
          {message(locale, narrowed ? 'activity.csvFiltered' : 'activity.csv')}
        </a>
      </p>
    </div>
  );
}

function chosenName(
  field: FilterField,
  filter: ActivityFilter,
  choices: ActivityChoices,
  period: string | undefined,
  locale: string,
): string | null {
  const value = filter[field];
  if (value === null) return null;
  const nameIn = (list: readonly { id: string; name: string }[]) => list.find(({ id }) => id === value)?.name ?? value;
  switch (field) {
    case 'kind':
      return message(locale, `activity.filter.kinds.${filter.kind!}`);
    case 'feature':
      return nameIn(choices.features);
    case 'model':
      return nameIn(choices.models);
    case 'find':
      return message(locale, 'activity.filter.found', { text: value });
    case 'project':
      return value === NONE ? message(locale, 'activity.filter.noProject') : value;
    case 'member':
      return value === NONE ? message(locale, 'activity.filter.noMember') : value;
    case 'period':
      return message(locale, 'activity.filter.inPeriod', { period: period ?? value });
    case 'from':
      return message(locale, 'activity.filter.since', { day: dayText(locale, 'UTC', value, true) });
    case 'to':
      return message(locale, 'activity.filter.until', { day: dayText(locale, 'UTC', value, true) });
  }
}
