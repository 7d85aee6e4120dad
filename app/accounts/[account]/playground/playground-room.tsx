'use client';

import { useCallback } from 'react';
import { playgroundAction } from '@/app/playground/playground-action';
import { useLiveAccount } from '@/components/meter/live-account';
import { MeterCard } from '@/components/meter/meter-card';
import type { PlayAnswer, PlayCall } from '@/components/playground/play-call';
import { Playground } from '@/components/playground/playground';
import type { PlayFeature } from '@/services/playground/read-playground';

/** The playground beside the meter that it moves. */
export function PlaygroundRoom({ features, address }: { features: PlayFeature[]; address: string }) {
  const { account, meter } = useLiveAccount();
  const { id, locale } = account;
  const call = useCallback(
    async (sent: PlayCall): Promise<PlayAnswer> => {
      const body = sent.body as Record<string, unknown>;
      const { data, serverError } = await playgroundAction({ account: id, ...sent, body });
      // Nothing came back from the API: the action itself was refused, or failed.
      return data ?? { status: 503, answer: { code: serverError?.code ?? 'unavailable' } };
    },
    [id],
  );
  return (
    <>
      <MeterCard meter={meter} locale={locale} entries={`/accounts/${id}/activity`} />
      <Playground locale={locale} account={id} address={address} features={features} call={call} />
    </>
  );
}
