'use client';

import { CountingNumber } from '@/components/words/counting-number';
import { RichMessage } from '@/components/words/rich-message';
import { useLiveAccount } from './live-account';
import { MeterBar } from './meter-bar';
import { noRefreshText, refreshText } from './refresh-words';

/** The meter at the foot of the frame: what is left, on every page. */
export function SmallMeter() {
  const { account, meter } = useLiveAccount();
  const { locale } = account;
  return (
    <div className="grid gap-1.5 text-xs">
      <Left />
      <MeterBar meter={meter} locale={locale} thin />
      <p className="figures text-soft" suppressHydrationWarning>
        {meter.refresh ? refreshText(meter, meter.refresh, locale) : noRefreshText(meter, locale)}
      </p>
    </div>
  );
}

/** The same in one line, for screens that are too narrow for a rail. */
export function MeterLine() {
  const { account, meter } = useLiveAccount();
  return (
    <div className="flex items-center gap-3 text-xs">
      <Left />
      <div className="min-w-16 grow">
        <MeterBar meter={meter} locale={account.locale} thin />
      </div>
    </div>
  );
}

function Left() {
  const { account, meter } = useLiveAccount();
  return (
    <p className="break-words text-soft">
      <RichMessage
        locale={account.locale}
        of="meter.small"
        values={{
          n: () => (
            <span className="text-base font-strong text-ink">
              <CountingNumber value={meter.available} locale={account.locale} />
            </span>
          ),
        }}
      />
    </p>
  );
}
