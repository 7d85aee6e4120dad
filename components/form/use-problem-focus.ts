import { useEffect, useRef, type RefObject } from 'react';

/** After a refusal the first field that is wrong has the focus, or else what is said about the whole form. */
export function useProblemFocus(refusal: object | undefined): {
  form: RefObject<HTMLFormElement | null>;
  notice: RefObject<HTMLDivElement | null>;
} {
  const form = useRef<HTMLFormElement>(null);
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!refusal) return;
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (field ?? notice.current)?.focus();
  }, [refusal]);
  return { form, notice };
}
