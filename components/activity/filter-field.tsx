import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { message } from '@/lib/messages/message';
import type { FilterField } from '@/lib/usage/activity-filter';

export const control =
  'h-10 w-full min-w-0 rounded-card border border-edge bg-surface px-2.5 text-base text-ink lg:text-sm appearance-none';

/** Something to choose, as the address has it, and its name. */
export interface FilterOption {
  value: string;
  name: string;
}

/** A control with its label above it. */
export function LabelledField({ name, locale, children }: { name: FilterField; locale: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 content-start gap-1">
      <label htmlFor={`filter-${name}`} className="text-xs text-soft">
        {message(locale, `activity.filter.${name}`)}
      </label>
      {children}
    </div>
  );
}

interface SelectProps {
  name: FilterField;
  /** What is chosen; empty: all. */
  chosen: string;
  options: readonly FilterOption[];
  locale: string;
}

/** One of a list, or all. */
export function SelectField({ name, chosen, options, locale }: SelectProps) {
  return (
    <LabelledField name={name} locale={locale}>
      <span className="relative block">
        <select id={`filter-${name}`} name={name} defaultValue={chosen} className={`${control} pe-8`}>
          <option value="">{message(locale, 'activity.filter.any')}</option>
          {options.map(({ value, name: text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
        <ChevronDown
          size={16}
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 end-2.5 my-auto text-soft"
        />
      </span>
    </LabelledField>
  );
}
