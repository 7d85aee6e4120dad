import Link from 'next/link';
import { Cell, HeadCell, RowHead } from '@/components/receipt/receipt-parts';
import { amountText, dayText } from '@/lib/messages/format';
import { message, type MessageKey } from '@/lib/messages/message';
import { costText } from '@/lib/messages/money-text';
import type { BalanceGrant } from '@/services/accounts/read-grants-page';

interface Props {
  grants: readonly BalanceGrant[];
  currency: string;
  /** The activity list's address. */
  activity: string;
  /** The account's time now, ISO text. */
  asOf: string;
  zone: string;
  locale: string;
}

/** Lots of credits: where each came from, what is left of what, when it ends, and what was paid for the rest of it. */
export function GrantsTable({ grants, currency, activity, asOf, zone, locale }: Props) {
  const beside = grants.map(({ leftMinor }) => leftMinor);
  return (
    <table className="w-full">
      <caption className="sr-only">{message(locale, 'balance.grants')}</caption>
      <thead>
        <tr>
          <HeadCell>{message(locale, 'balance.lot')}</HeadCell>
          <HeadCell figures>{message(locale, 'balance.leftOf')}</HeadCell>
          <HeadCell figures wide>
            {message(locale, 'balance.endsHead')}
          </HeadCell>
          <HeadCell figures wide>
            {message(locale, 'balance.paidHead')}
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {grants.map((grant) => {
          const ends = endText(grant, asOf, zone, locale);
          const paid =
            grant.leftMinor > 0
              ? costText(locale, currency, grant.leftMinor, beside)
              : message(locale, grant.costMinor > 0 ? 'balance.free' : 'price.none');
          return (
            <tr key={grant.id}>
              <RowHead below={`${ends} · ${paid}`}>
                <span className="font-strong">{sourceText(grant, locale)}</span>
                {grant.paysNext && <Tag tone="border-accent text-accent" of="balance.paysNext" locale={locale} />}
                {grant.locked && <Tag tone="border-soon text-soon" of="balance.isLocked" locale={locale} />}
                <span className="figures block text-xs text-soft">
                  <Link href={`${activity}?before=${grant.id + 1}`} prefetch={false} className="link">
                    {message(locale, 'balance.number', { number: amountText(locale, grant.id) })}
                  </Link>{' '}
                  {cameText(grant, asOf, zone, locale)}
                </span>
              </RowHead>
              <td className="border-t py-2.5 ps-3 align-baseline sm:ps-6">
                <span className="ms-auto grid max-w-72 min-w-28 gap-1 sm:min-w-44">
                  <span className="figures text-end">
                    <span className="font-strong">{amountText(locale, grant.available)}</span>{' '}
                    <span className="text-soft">
                      {message(locale, 'balance.of', { amount: amountText(locale, grant.amount) })}
                    </span>
                  </span>
                  <GrantBar grant={grant} />
                  <span className="figures text-end text-xs text-soft">{partsText(grant, locale)}</span>
                </span>
              </td>
              <Cell figures wide>
                {ends}
              </Cell>
              <Cell figures wide>
                {paid}
              </Cell>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Tag({ tone, of, locale }: { tone: string; of: MessageKey; locale: string }) {
  return (
    <span className={`ms-2 rounded-bar border px-1.5 text-xs whitespace-nowrap ${tone}`}>{message(locale, of)}</span>
  );
}

/** As the meter's: used solid, held hatched, left light, ended and moved on as an outline. The numbers stand below it. */
function GrantBar({ grant }: { grant: BalanceGrant }) {
  const { amount, available, held, spent } = grant;
  const width = (part: number) => ({ inlineSize: `${(part / amount) * 100}%` });
  return (
    <span className="flex h-2.5 overflow-hidden rounded-bar border border-edge bg-surface" aria-hidden="true">
      <span className="bg-used" style={width(spent)} />
      <span className="hatched" style={width(held)} />
      <span className="border-e border-edge bg-left" style={width(available)} />
    </span>
  );
}

function partsText({ held, spent, expired, revoked, reissued }: BalanceGrant, locale: string): string {
  const ended = Math.round((expired + revoked) * 1e6) / 1e6;
  const parts: [number, MessageKey][] = [
    [held, 'balance.part.held'],
    [spent, 'balance.part.used'],
    [ended, 'balance.part.ended'],
    [reissued, 'balance.part.moved'],
  ];
  return parts
    .filter(([part]) => part > 0)
    .map(([part, key]) => message(locale, key, { amount: amountText(locale, part) }))
    .join(' · ');
}

function sourceText({ source, planName }: BalanceGrant, locale: string): string {
  const words = message(locale, `source.${source}`);
  return planName === null ? words : message(locale, 'receipt.planLot', { source: words, plan: planName });
}

function cameText({ effectiveAt }: BalanceGrant, asOf: string, zone: string, locale: string): string {
  const day = dayText(locale, zone, effectiveAt, true);
  return message(locale, effectiveAt > asOf ? 'balance.starts' : 'balance.came', { day });
}

/** What is over and still here waits for a payment; held credits outlive their end. */
function endText({ expiresAt, available }: BalanceGrant, asOf: string, zone: string, locale: string): string {
  if (expiresAt === null) return message(locale, 'receipt.never');
  if (available > 0 && expiresAt <= asOf) return message(locale, 'balance.waiting');
  return dayText(locale, zone, expiresAt, true);
}
