'use client';

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { AccountMeter } from '@/services/accounts/read-meter';
import type { Live } from './live-account';

const POLL_MS = 1000;
const POLL_SLOWEST_MS = 30_000;

export interface FollowProps {
  initial: AccountMeter;
  /** Called with what is known now, after each change of it. */
  onChange: (live: Live) => void;
}

/** Polls an account's meter; shows nothing itself. */
export function FollowAccount(props: FollowProps) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Following {...props} />
    </QueryClientProvider>
  );
}

function Following({ initial, onChange }: FollowProps) {
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
  useEffect(() => onChange({ ...data, isStale: isError }), [data, isError, onChange]);
  return null;
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
