/** The colour of a line, or an outline: of what has none, and of the time before. */
export function Swatch({ colour }: { colour?: string | undefined }) {
  return (
    <span
      aria-hidden="true"
      className={`size-2.5 shrink-0 rounded-[2px] ${colour ? '' : 'border border-edge'}`}
      style={colour ? { background: colour } : undefined}
    />
  );
}
