'use client';

import { useEffect, useState } from 'react';
import type { Quotes } from '@/services/quotes/quote-generations';
import type { PlayAnswer, PlayCall } from './play-call';

/** Keys are pressed faster than prices are asked. */
const PAUSE_MS = 250;

export interface Quoted {
  /** Of which work: an answer to an earlier question is not this one's. */
  of: string;
  quotes: Quotes | null;
  /** Why there is no price: a problem's code. */
  refused: string | null;
}

/**
 * The price of this work as of now, asked again whenever the work changes or `again` does.
 * @param work JSON, so that the same work is the same text; null: it is not complete
 */
export function useQuote(work: string | null, again: number, call: (call: PlayCall) => Promise<PlayAnswer>) {
  const [quoted, setQuoted] = useState<Quoted | null>(null);
  useEffect(() => {
    if (work === null) return;
    let left = false;
    const timer = setTimeout(async () => {
      const body = { items: [JSON.parse(work) as object] };
      const { status, answer } = await call({ step: 'quote', generation: null, body, key: null });
      if (left) return;
      const isPriced = status === 200;
      setQuoted({
        of: work,
        quotes: isPriced ? (answer as Quotes) : null,
        refused: isPriced ? null : (answer as { code: string }).code,
      });
    }, PAUSE_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [work, again, call]);
  return quoted?.of === work ? quoted : null;
}
