import type { ReactNode } from 'react';

/** The button that does what the page is for; its words name the outcome. */
export function MainButton({ children, busy = false }: { children: ReactNode; busy?: boolean }) {
  return (
    <button
      type="submit"
      aria-disabled={busy || undefined}
      className="h-11 rounded-card bg-accent px-4 text-base font-strong text-on-accent hover:opacity-90 aria-disabled:cursor-default aria-disabled:opacity-70"
    >
      {children}
    </button>
  );
}
