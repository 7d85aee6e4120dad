'use client';

import { useLinkStatus } from 'next/link';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';

/** Long enough that a quick page changes without a flicker. */
const PATIENCE_MS = 150;

const PendingContext = createContext<{ pending: string | null; setPending: (href: string | null) => void } | null>(
  null,
);

/**
 * Knows which room has been asked for and has not come yet. Pages are rendered whole, for those without scripts, so
 * there is no loading.tsx: its boundary would hide the page from them. What comes is announced from here instead.
 */
export function PendingRoom({ children }: { children: ReactNode }) {
  const [pending, setPending] = useState<string | null>(null);
  return <PendingContext value={{ pending, setPending }}>{children}</PendingContext>;
}

/** Inside a link: tells when the page behind it is on its way. */
export function RoomStatus({ href }: { href: string }) {
  const { pending } = useLinkStatus();
  const setPending = use(PendingContext)?.setPending;
  useEffect(() => {
    if (!pending || !setPending) return;
    const timer = setTimeout(() => setPending(href), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setPending(null);
    };
  }, [pending, href, setPending]);
  return null;
}

/** The page, or the skeleton of the one that is on its way. */
export function RoomSlot({ skeletons, children }: { skeletons: Record<string, ReactNode>; children: ReactNode }) {
  const pending = use(PendingContext)?.pending ?? null;
  const skeleton = pending === null ? null : skeletons[pending];
  return skeleton ? (
    <div className="grid gap-5" aria-busy="true">
      {skeleton}
    </div>
  ) : (
    children
  );
}
