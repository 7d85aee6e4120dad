import type { ReactNode } from 'react';

/** A part of the receipt: its heading, a sentence, and what it holds, if anything, on a surface of its own. */
export function ReceiptSection(props: { id: string; title: string; words?: string; children?: ReactNode }) {
  return (
    <section aria-labelledby={props.id} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div>
        <h2 id={props.id} className="text-base">
          {props.title}
        </h2>
        {props.words && <p className="wrap-anywhere text-soft">{props.words}</p>}
      </div>
      {props.children && <div className="rounded-card border bg-surface px-4 sm:px-6">{props.children}</div>}
    </section>
  );
}

interface CellProps {
  children?: ReactNode;
  /** Figures stand at the end, words at the start. */
  figures?: boolean;
  /** Only where there is room. */
  wide?: boolean;
}

const place = ({ figures, wide }: CellProps) =>
  `${figures ? 'figures ps-3 text-end whitespace-nowrap sm:ps-6' : 'pe-3 text-start'} ${wide ? 'hidden sm:table-cell' : ''}`;

export function HeadCell(props: CellProps) {
  return (
    <th scope="col" className={`py-2.5 align-bottom text-xs font-normal text-soft ${place(props)}`}>
      {props.children}
    </th>
  );
}

export function Cell(props: CellProps) {
  return <td className={`border-t py-2.5 align-baseline ${place(props)}`}>{props.children}</td>;
}

/** The row's name, with what belongs to it underneath where its columns have no room. */
export function RowHead({ children, below }: { children: ReactNode; below?: ReactNode }) {
  return (
    <th scope="row" className="border-t py-2.5 pe-3 text-start align-baseline font-normal wrap-anywhere">
      {children}
      {below && <span className="block text-xs text-soft sm:hidden">{below}</span>}
    </th>
  );
}

/** The last row: what the others add up to. */
export function TotalRow({ label, span, children }: { label: string; span: number; children: ReactNode }) {
  return (
    <tr className="font-strong">
      <th scope="row" className="border-t py-2.5 text-start align-baseline">
        {label}
      </th>
      {Array.from({ length: span }, (_, index) => (
        <Cell key={index} wide />
      ))}
      {children}
    </tr>
  );
}
