'use client';

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { createContext, use, useRef, useState, type ReactNode } from 'react';
import type { AccountMeter } from '@/services/accounts/read-meter';

const POLL_MS = 1000;
const POLL_SLOWEST_MS = 30_000;

interface Live extends AccountMeter {
  /** The last attempt failed: the numbers are the last ones known. */
  isStale: boolean;
}

const LiveContext = createContext<Live | null>(null);

/** The account's meter as of now: what the server rendered first, then what polling brings. */
export function useLiveAccount(): Live {
  const live = use(LiveContext);
  if (!live) throw new Error('useLiveAccount belongs inside <LiveAccount>');
  return live;
}

/** Follows one account's meter for everything inside: one poll a second, only while the tab is visible. */
export function LiveAccount({ initial, children }: { initial: AccountMeter; children: ReactNode }) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Following initial={initial}>{children}</Following>
    </QueryClientProvider>
  );
}

function Following({ initial, children }: { initial: AccountMeter; children: ReactNode }) {
  const { id } = initial.account;
  const failures = useRef(0);
  const { data, isError } = useQuery({
    queryKey: ['meter', id],
    queryFn: async ({ signal }) => {
      try {
        const meter = await fetchMeter(id, signal);
        failures.current = 0;
        return meter;
      } catch (error) {
        failures.current += 1;
        throw error;
      }
    },
    initialData: initial,
    // Failures in a row slow the polling down; the numbers stay.
    refetchInterval: () => Math.min(POLL_MS * 2 ** failures.current, POLL_SLOWEST_MS),
    refetchOnWindowFocus: 'always',
    retry: false,
    networkMode: 'always',
  });
  return <LiveContext value={{ ...data, isStale: isError }}>{children}</LiveContext>;
}

async function fetchMeter(id: string, signal: AbortSignal): Promise<AccountMeter> {
  // The browser keeps the last answer and its ETag: an unchanged meter crosses the wire as an empty 304.
  const response = await fetch(`/api/portal/accounts/${id}/meter`, { signal });
  if (response.status === 401 || response.status === 404) {
    // Signed out elsewhere, or no longer a member: what is on the screen is not for these eyes any more.
    window.location.replace('/');
  }
  if (!response.ok) throw new Error(`the meter answered ${response.status}`);
  return (await response.json()) as AccountMeter;
}
