import { fullMomentText, momentText } from '@/lib/messages/format';

/** An instant with its zone; the whole of it on hover. */
export function Moment({
  at,
  zone,
  locale,
  withYear = false,
}: {
  at: string;
  zone: string;
  locale: string;
  withYear?: boolean;
}) {
  return (
    // Server and browser may carry different versions of the world's date customs.
    <time dateTime={at} title={fullMomentText(locale, zone, at)} suppressHydrationWarning>
      {momentText(locale, zone, at, withYear)}
    </time>
  );
}
