/** As many characters stand on a line of a phone beside what they are of. */
const SHORT_MAX = 12;

/** A written number. One of nine digits and six decimals may go on in a second line at its decimals, and only there. */
export function LongFigure({ text }: { text: string }) {
  const at = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (text.length <= SHORT_MAX || at < 0) return text;
  return (
    <>
      <span className="whitespace-nowrap">{text.slice(0, at)}</span>
      <wbr />
      <span className="whitespace-nowrap">{text.slice(at)}</span>
    </>
  );
}
