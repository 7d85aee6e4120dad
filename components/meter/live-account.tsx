'use client';

import { createContext, use, useEffect, useState, type ComponentType, type ReactNode } from 'react';
import type { AccountMeter } from '@/services/accounts/read-meter';
import type { FollowProps } from './follow-account';

export interface Live extends AccountMeter {
  /** The last attempt failed: the numbers are the last ones known. */
  isStale: boolean;
}

/** What did not come is asked for again after so long. */
const AGAIN_MS = 10_000;

const LiveContext = createContext<Live | null>(null);

/** The account's meter as of now: what the server rendered first, then what polling brings. */
export function useLiveAccount(): Live {
  const live = use(LiveContext);
  if (!live) throw new Error('useLiveAccount belongs inside <LiveAccount>');
  return live;
}

/** Follows one account's meter for everything inside: one poll a second, only while the tab is visible. */
export function LiveAccount({ initial, children }: { initial: AccountMeter; children: ReactNode }) {
  const [live, setLive] = useState<Live>({ ...initial, isStale: false });
  const [Follow, setFollow] = useState<ComponentType<FollowProps> | null>(null);
  // What follows the account comes after the page: until then the page has what the server rendered.
  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined;
    const load = () => {
      import('./follow-account').then(
        ({ FollowAccount }) => setFollow(() => FollowAccount),
        () => {
          setLive((last) => ({ ...last, isStale: true }));
          again = setTimeout(load, AGAIN_MS);
        },
      );
    };
    const callOff = whenIdle(load);
    return () => {
      callOff();
      clearTimeout(again);
    };
  }, []);
  return (
    <LiveContext value={live}>
      {children}
      {Follow && <Follow initial={initial} onChange={setLive} />}
    </LiveContext>
  );
}

/** Once the browser has nothing more urgent to do. Returns how to call it off. */
function whenIdle(begin: () => void): () => void {
  // Not every browser tells.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(begin, 200);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(begin, { timeout: 1000 });
  return () => cancelIdleCallback(asked);
}
