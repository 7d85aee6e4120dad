import { ChevronDown } from 'lucide-react';
import { message, type MessageKey } from '@/lib/messages/message';
import type { ActivityChoices } from '@/lib/usage/activity';
import { inAddress, NONE, type ActivityFilter, type FilterField } from '@/lib/usage/activity-filter';
import { control, LabelledField, SelectField, type FilterOption } from './filter-field';

interface Props {
  filter: ActivityFilter;
  choices: ActivityChoices;
  /** The account's periods, newest first, by name. */
  periods: readonly FilterOption[];
  /** The list's own address. */
  href: string;
  locale: string;
}

const button = 'h-10 rounded-card border border-accent px-4 font-strong text-accent hover:bg-raised';

/** Narrows the list. A form that asks for another address, and so works in a link, in a bookmark and without scripts. */
export function FilterForm({ filter, choices, periods, href, locale }: Props) {
  const words = (key: MessageKey) => message(locale, key);
  const select = (name: FilterField, options: readonly FilterOption[]) => {
    const chosen = filter[name];
    return (
      <SelectField
        name={name}
        chosen={chosen === null ? '' : inAddress(name, chosen)}
        options={options}
        locale={locale}
      />
    );
  };
  const named = (list: readonly { id: string; name: string }[]) => list.map(({ id, name }) => ({ value: id, name }));
  const own = (name: 'project' | 'member', list: readonly string[], none: MessageKey) => [
    ...list.map((each) => ({ value: inAddress(name, each), name: each })),
    { value: inAddress(name, NONE), name: words(none) },
  ];
  const day = (name: 'from' | 'to') => (
    <LabelledField name={name} locale={locale}>
      <input
        id={`filter-${name}`}
        type="date"
        name={name}
        defaultValue={filter[name] ?? ''}
        max="2999-12-31"
        className={control}
      />
    </LabelledField>
  );
  // Another address is another form: what a browser kept of the one before must not stand in it.
  return (
    <form
      key={JSON.stringify(filter)}
      method="get"
      action={href}
      autoComplete="off"
      className="rounded-card border bg-surface"
    >
      <div className="grid gap-1 px-4 py-4 lg:px-6 lg:pt-5">
        <LabelledField name="find" locale={locale}>
          <div className="flex gap-3">
            <input
              id="filter-find"
              type="search"
              name="find"
              defaultValue={filter.find ?? ''}
              maxLength={80}
              spellCheck={false}
              autoCapitalize="off"
              aria-describedby="find-words"
              className={`${control} lg:max-w-96`}
            />
            <button type="submit" className={button}>
              {words('activity.filter.findNow')}
            </button>
          </div>
        </LabelledField>
        <p id="find-words" className="text-xs text-soft">
          {words('activity.filter.findWords')}
        </p>
      </div>
      <details className="group opens-wide border-t">
        <summary className="flex min-h-11 list-none items-center justify-between px-4 font-strong [&::-webkit-details-marker]:hidden">
          {words('activity.filter')}
          <ChevronDown size={16} aria-hidden="true" className="text-soft group-open:rotate-180" />
        </summary>
        <div className="grid grid-cols-2 gap-3 px-4 pb-4 lg:grid-cols-4 lg:px-6 lg:py-5">
          {select(
            'kind',
            choices.kinds.map((kind) => ({ value: kind, name: words(`activity.filter.kinds.${kind}`) })),
          )}
          {select('feature', named(choices.features))}
          {select('model', named(choices.models))}
          {select('project', own('project', choices.projects, 'activity.filter.noProject'))}
          {/* Many a product names no members: there is nothing to choose then. */}
          {(choices.members.length > 0 || filter.member !== null) &&
            select('member', own('member', choices.members, 'activity.filter.noMember'))}
          {select('period', periods)}
          {day('from')}
          {day('to')}
          <div className="col-span-full">
            <button type="submit" className={button}>
              {words('activity.filter.show')}
            </button>
          </div>
        </div>
      </details>
    </form>
  );
}
