import { useId } from 'react';

interface Props {
  /** Where the preview is, and what is ordered besides the number. */
  action: string;
  order: Record<string, string>;
  name: string;
  label: string;
  min: number;
  max: number;
  value: number;
  button: string;
}

const numberInput = {
  type: 'number',
  inputMode: 'numeric',
  step: 1,
  required: true,
  className: 'figures h-11 w-32 rounded-card border border-edge bg-surface px-3 text-end text-base text-ink',
} as const;

/** A button beside a field: it leads on, and changes nothing yet. */
export const sideButton = 'min-h-11 rounded-card border border-accent px-4 font-strong text-accent hover:bg-raised';

/** A number and a button that leads on with it: a plain GET form, so that it works without scripts. */
export function CountForm({ action, order, name, label, min, max, value, button }: Props) {
  const id = useId();
  return (
    <form method="get" action={action} className="grid gap-1">
      {Object.entries(order).map(([key, text]) => (
        <input key={key} type="hidden" name={key} value={text} />
      ))}
      <label htmlFor={id} className="text-xs text-soft">
        {label}
      </label>
      <span className="flex flex-wrap gap-3">
        <input id={id} name={name} {...numberInput} min={min} max={max} defaultValue={value} />
        <button type="submit" className={sideButton}>
          {button}
        </button>
      </span>
    </form>
  );
}
