'use client';

import { useId, type ReactNode } from 'react';

interface Props {
  /** What the button shows, and how it looks. */
  button: ReactNode;
  buttonClass: string;
  /** What the button is called, where it does not say so itself. */
  label?: string;
  /** Says that one of the links leads to where one is. */
  isCurrent?: boolean;
  /** Where the list stands. */
  place: string;
  /** `<li>`s of links. */
  children: ReactNode;
}

/**
 * A list of links that a button opens. It is the browser's own popover: it opens before any script has arrived and where
 * none runs, closes by Escape or a click beside it, and gives the focus back.
 */
export function LinkPopover({ button, buttonClass, label, isCurrent, place, children }: Props) {
  const id = useId();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={label}
        aria-current={isCurrent ? 'true' : undefined}
        className={`cursor-pointer ${buttonClass}`}
      >
        {button}
      </button>
      <ul
        id={id}
        popover="auto"
        // The frame stays when the page changes, and the list would stay open with it.
        onClick={({ currentTarget }) => currentTarget.hidePopover()}
        className={`fixed inset-auto max-h-[70dvh] max-w-[90vw] overflow-auto rounded-card border border-edge bg-surface p-1 text-ink ${place}`}
      >
        {children}
      </ul>
    </>
  );
}
