import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { message, type MessageKey } from '@/lib/messages/message';
import type { ActivityChoices } from '@/lib/usage/activity';
import type { ActivityFilter, FilterField } from '@/lib/usage/activity-filter';

interface Props {
  filter: ActivityFilter;
  choices: ActivityChoices;
  /** The list's own address. */
  href: string;
  locale: string;
}

const control =
  'h-10 w-full min-w-0 rounded-card border border-edge bg-surface px-2.5 text-base text-ink lg:text-sm appearance-none';

/** Narrows the list. A form that asks for another address, and so works in a link, in a bookmark and without scripts. */
export function FilterForm({ filter, choices, href, locale }: Props) {
  const words = (key: MessageKey) => message(locale, key);
  const kinds = choices.kinds.map((kind) => ({ id: kind, name: words(`activity.filter.kinds.${kind}`) }));
  const projects = choices.projects.map((project) => ({ id: project, name: project }));
  const select = (name: FilterField, options: readonly { id: string; name: string }[]) => (
    <FilterField name={name} locale={locale}>
      <span className="relative block">
        <select id={`filter-${name}`} name={name} defaultValue={filter[name] ?? ''} className={`${control} pe-8`}>
          <option value="">{words('activity.filter.any')}</option>
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.name}
            </option>
          ))}
        </select>
        <ChevronDown
          size={16}
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 end-2.5 my-auto text-soft"
        />
      </span>
    </FilterField>
  );
  const day = (name: 'from' | 'to') => (
    <FilterField name={name} locale={locale}>
      <input
        id={`filter-${name}`}
        type="date"
        name={name}
        defaultValue={filter[name] ?? ''}
        max="2999-12-31"
        className={control}
      />
    </FilterField>
  );
  return (
    <details className="group opens-wide rounded-card border bg-surface">
      <summary className="flex min-h-11 list-none items-center justify-between px-4 font-strong [&::-webkit-details-marker]:hidden">
        {words('activity.filter')}
        <ChevronDown size={16} aria-hidden="true" className="text-soft group-open:rotate-180" />
      </summary>
      {/* Another address is another form: what a browser kept of the one before must not stand in it. */}
      <form
        key={JSON.stringify(filter)}
        method="get"
        action={href}
        autoComplete="off"
        className="grid grid-cols-2 gap-3 px-4 pb-4 lg:grid-cols-6 lg:px-6 lg:py-5"
      >
        {select('kind', kinds)}
        {select('feature', choices.features)}
        {select('model', choices.models)}
        {select('project', projects)}
        {day('from')}
        {day('to')}
        <div className="col-span-full">
          <button
            type="submit"
            className="h-10 rounded-card border border-accent px-4 font-strong text-accent hover:bg-raised"
          >
            {words('activity.filter.show')}
          </button>
        </div>
      </form>
    </details>
  );
}

function FilterField({ name, locale, children }: { name: FilterField; locale: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 content-start gap-1">
      <label htmlFor={`filter-${name}`} className="text-xs text-soft">
        {message(locale, `activity.filter.${name}`)}
      </label>
      {children}
    </div>
  );
}
