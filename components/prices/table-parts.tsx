import type { ReactNode } from 'react';

/** A section of the page: its heading, a sentence, and a table on a surface of its own. */
export function PriceSection(props: { id: string; title: string; words?: string; children: ReactNode }) {
  return (
    <section aria-labelledby={props.id} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div>
        <h2 id={props.id} className="text-base">
          {props.title}
        </h2>
        {props.words && <p className="text-soft">{props.words}</p>}
      </div>
      <div className="rounded-card border bg-surface px-4 sm:px-6">{props.children}</div>
    </section>
  );
}

interface CellProps {
  children: ReactNode;
  /** Figures stand at the end, words at the start. */
  figures?: boolean;
  /** Only where there is room. */
  wide?: boolean;
}

export function HeadCell({ children, figures = false, wide = false }: CellProps) {
  return (
    <th
      scope="col"
      className={`py-2.5 align-bottom text-xs font-normal text-soft ${figures ? 'ps-3 text-end sm:ps-6' : `text-start ${wide ? 'ps-3 sm:ps-10' : ''}`} ${wide ? 'hidden sm:table-cell' : ''}`}
    >
      {children}
    </th>
  );
}

export function Cell({ children, figures = false, wide = false }: CellProps) {
  return (
    <td
      className={`border-t py-2.5 align-baseline ${figures ? 'figures ps-3 text-end sm:ps-6' : 'ps-3 text-soft sm:ps-10'} ${wide ? 'hidden sm:table-cell' : ''}`}
    >
      {children}
    </td>
  );
}

/** The row's name, with what belongs to it underneath. */
export function RowHead({ children, below }: { children: ReactNode; below?: ReactNode }) {
  return (
    <th scope="row" className="border-t py-2.5 text-start align-baseline font-normal">
      <span className="font-strong">{children}</span>
      {below && <span className="block text-xs text-soft">{below}</span>}
    </th>
  );
}

/** A second line in a cell of figures; only where there is no room for a column of its own, if it is `narrow`. */
export function Below({ children, narrow = false }: { children: ReactNode; narrow?: boolean }) {
  return <span className={`block text-xs text-soft ${narrow ? 'sm:hidden' : ''}`}>{children}</span>;
}
