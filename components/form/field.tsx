import type { InputHTMLAttributes } from 'react';

interface Props extends InputHTMLAttributes<HTMLInputElement> {
  name: string;
  label: string;
  hint?: string;
  problem?: string | null;
}

/** A labelled input with its hint and, where there is one, its problem. */
export function Field({ label, hint, problem, ...input }: Props) {
  const id = `field-${input.name}`;
  const notes = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-strong">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={problem ? true : undefined}
        aria-describedby={notes || undefined}
        className="h-11 w-full rounded-card border border-edge bg-surface px-3 text-base text-ink aria-invalid:border-stopped"
      />
      {problem && (
        <p id={`${id}-problem`} className="text-stopped">
          {problem}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-soft">
          {hint}
        </p>
      )}
    </div>
  );
}
