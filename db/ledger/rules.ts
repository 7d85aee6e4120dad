import { isoText, type Instant } from '@/lib/time';
import type { AccountState, Cap, FreeUse, Subscription, TopUp, UpcomingGrant } from '@/lib/ledger/state';

/**
 * What an account's rules look at beside its header, grants and holds, as one JSON value in the header's row: it is small,
 * always needed, and seldom changes. Amounts are decimal texts of micro-credits (money: of minor units, or millionths of
 * one for what was paid), instants ISO texts. What there is none of is left out.
 */
export type Rules = Pick<AccountState, 'caps' | 'freeUses' | 'upcoming' | 'topUp' | 'claimed'>;

/** What the running period has cost and given so far: written with its subscription's changes, and as seldom. */
type SoFar = Subscription['soFar'];

interface KeptRules {
  caps?: (Omit<Cap, 'limit' | 'counted'> & { limit: string; counted: string })[];
  freeUses?: (Omit<FreeUse, 'used'> & { used: string })[];
  upcoming?: (Pick<UpcomingGrant, 'source'> & {
    amount: string;
    effectiveAt: string;
    expiresAt: string | null;
    paid: string;
  })[];
  topUp?: Omit<TopUp, 'threshold' | 'monthlyLimit' | 'spent'> & {
    threshold: string;
    monthlyLimit: string;
    spent: string;
  };
  claimed?: readonly string[];
  soFar?: Record<keyof NonNullable<SoFar>, string>;
}

/** The rules as they are kept. Equal rules give equal texts. */
export function rulesText(state: Rules & Pick<AccountState, 'subscription'>): string {
  const { caps, freeUses, upcoming, topUp, claimed, subscription } = state;
  const soFar = subscription?.soFar;
  const kept: KeptRules = {
    ...(caps.length > 0 && {
      caps: caps.map(({ scope, per, limit, window, counted }) => ({
        scope,
        per,
        limit: String(limit),
        window,
        counted: String(counted),
      })),
    }),
    ...(freeUses.length > 0 && {
      freeUses: freeUses.map(({ feature, window, used }) => ({ feature, window, used: String(used) })),
    }),
    ...(upcoming.length > 0 && {
      upcoming: upcoming.map(({ source, amount, effectiveAt, expiresAt, paid }) => ({
        source,
        amount: String(amount),
        effectiveAt: isoText(effectiveAt),
        expiresAt: expiresAt === null ? null : isoText(expiresAt),
        paid: String(paid),
      })),
    }),
    ...(topUp && {
      topUp: {
        enabled: topUp.enabled,
        packId: topUp.packId,
        count: topUp.count,
        threshold: String(topUp.threshold),
        monthlyLimit: String(topUp.monthlyLimit),
        month: topUp.month,
        spent: String(topUp.spent),
        pending: topUp.pending,
      },
    }),
    ...(claimed.length > 0 && { claimed }),
    ...(soFar && {
      soFar: {
        price: String(soFar.price),
        credits: String(soFar.credits),
        paid: String(soFar.paid),
        given: String(soFar.given),
      },
    }),
  };
  return JSON.stringify(kept);
}

/** Reads what `rulesText` wrote, as the database gives it back. */
export function rulesOf(value: unknown): Rules {
  const { caps = [], freeUses = [], upcoming = [], topUp, claimed = [] } = value as KeptRules;
  return {
    caps: caps.map((cap) => ({ ...cap, limit: BigInt(cap.limit), counted: BigInt(cap.counted) })),
    freeUses: freeUses.map((use) => ({ ...use, used: BigInt(use.used) })),
    upcoming: upcoming.map(({ source, amount, effectiveAt, expiresAt, paid }) => ({
      source,
      amount: BigInt(amount),
      effectiveAt: instantOf(effectiveAt),
      expiresAt: expiresAt === null ? null : instantOf(expiresAt),
      paid: BigInt(paid),
    })),
    topUp: topUp
      ? {
          ...topUp,
          threshold: BigInt(topUp.threshold),
          monthlyLimit: BigInt(topUp.monthlyLimit),
          spent: BigInt(topUp.spent),
        }
      : null,
    claimed,
  };
}

/** What the same value says of the running period; left out: it has cost and given what its plan says. */
export function soFarOf(value: unknown): Pick<Subscription, 'soFar'> {
  const { soFar } = value as KeptRules;
  if (!soFar) return {};
  const { price, credits, paid, given } = soFar;
  return { soFar: { price: BigInt(price), credits: BigInt(credits), paid: BigInt(paid), given: BigInt(given) } };
}

function instantOf(text: string): Instant {
  return Date.parse(text);
}
