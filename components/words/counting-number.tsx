'use client';

import { useEffect, useRef, useState } from 'react';
import { amountText } from '@/lib/messages/format';

const COUNT_MS = 200;

/** An amount that counts to its new value within 200 ms; at once for those who ask for less motion. */
export function CountingNumber({ value, locale }: { value: number; locale: string }) {
  const [shown, setShown] = useState(value);
  const last = useRef(value);

  useEffect(() => {
    const from = last.current;
    if (from === value) return;
    last.current = value;
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const start = performance.now();
    let frame = 0;
    const step = (now: number) => {
      const part = still ? 1 : Math.min(Math.max((now - start) / COUNT_MS, 0), 1);
      // On the way there only whole numbers; the last step is the exact value.
      setShown(part === 1 ? value : Math.round(from + (value - from) * part));
      if (part < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => {
      cancelAnimationFrame(frame);
      setShown(value);
    };
  }, [value]);

  return <span className="figures">{amountText(locale, shown)}</span>;
}
