import type { ReactNode, SelectHTMLAttributes } from 'react';
import { FieldFrame, fieldNotes, fieldLook } from './field';

interface Props extends SelectHTMLAttributes<HTMLSelectElement> {
  name: string;
  label: string;
  hint?: string;
  problem?: string | null;
  /** The options. */
  children: ReactNode;
}

/** A labelled choice with its hint and, where there is one, its problem. */
export function SelectField({ label, hint, problem, children, ...select }: Props) {
  const { name } = select;
  return (
    <FieldFrame {...{ name, label, hint, problem }}>
      <select {...select} {...fieldNotes({ name, hint, problem })} className={fieldLook}>
        {children}
      </select>
    </FieldFrame>
  );
}
