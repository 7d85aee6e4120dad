import type { InputHTMLAttributes, ReactNode } from 'react';

interface About {
  name: string;
  hint?: string;
  problem?: string | null;
}

interface Props extends About, Omit<InputHTMLAttributes<HTMLInputElement>, 'name'> {
  label: string;
}

export const fieldLook =
  'h-11 w-full rounded-card border border-edge bg-surface px-3 text-base text-ink aria-invalid:border-stopped';

/** A labelled input with its hint and, where there is one, its problem. */
export function Field({ label, hint, problem, ...input }: Props) {
  const { name } = input;
  return (
    <FieldFrame {...{ name, label, hint, problem }}>
      <input {...input} {...fieldNotes({ name, hint, problem })} className={fieldLook} />
    </FieldFrame>
  );
}

/** What ties a control to its label, its hint and its problem. */
export function fieldNotes({ name, hint, problem }: About) {
  const id = `field-${name}`;
  const notes = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return { id, 'aria-invalid': problem ? true : undefined, 'aria-describedby': notes || undefined } as const;
}

/** The label above a control; below it what is wrong, and the hint. */
export function FieldFrame({ name, label, hint, problem, children }: About & { label: string; children: ReactNode }) {
  const id = `field-${name}`;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-strong">
        {label}
      </label>
      {children}
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
