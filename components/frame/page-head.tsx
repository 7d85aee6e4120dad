import type { ReactNode } from 'react';

/** The page's one h1, and a sentence that says what the page is. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="wrap-anywhere">
      <h1 className="text-lg">{title}</h1>
      {children && <p className="text-soft">{children}</p>}
    </div>
  );
}
