import type { Lasting } from '@/lib/catalog/lasting';
import type { GrantSource, SubscriptionStatus } from '@/lib/ledger/state';
import type { PlanOrder } from '@/lib/plans/order';
import type { InvoiceAnswer, LineAnswer, PaymentMethodAnswer, PaymentOutcome } from '../payments/payment-answers';

/** What the plan page shows. Credits are JSON numbers, exact to six decimals; money is whole minor units; instants ISO texts. */
export interface PlanPage {
  catalogName: string;
  currency: string;
  zone: string;
  now: string;
  mayChange: boolean;
  /** Names of those who may change it. */
  owners: string[];
  current: CurrentPlan | null;
  /** A renewal, or a month of units, that waits for its payment. */
  awaited: AwaitedPayment | null;
  /** Orders that wait for their payment or its confirmation. */
  waiting: InvoiceAnswer[];
  plans: PlanOffer[];
  addOns: AddOnOffer[];
  packs: PackOffer[];
  /** null: none yet, or not for this actor to see. */
  method: PaymentMethodAnswer | null;
  /** null: never switched on, or not for this actor to see. */
  topUp: TopUpAnswer | null;
}

/** The rule for buying packs by itself: so many of a pack, whenever less than the threshold can be spent. */
export interface TopUpAnswer {
  enabled: boolean;
  packId: string;
  packName: string;
  count: number;
  /** Of one purchase, without taxes. */
  credits: number;
  price: number;
  /** As often as the limit allows in a month. */
  purchasesMax: number;
  /** In credits. */
  threshold: number;
  /** Of a calendar month in UTC, and what it has cost in this one; without taxes. */
  monthlyLimit: number;
  spent: number;
  /** A purchase is under way. */
  pending: boolean;
}

export interface PlanTermsAnswer {
  planId: string;
  planName: string;
  intervalId: string;
  months: number;
  seats: number;
}

export interface CurrentPlan extends PlanTermsAnswer {
  billing: 'free' | 'paid' | 'invoiced';
  status: SubscriptionStatus;
  bySeat: boolean;
  /** Of a whole period; null: by contract. */
  price: number | null;
  /** What a period gives again and again. */
  credits: number;
  period: { start: string; end: string } | null;
  /** What waits for the end of the period. */
  next: ({ type: 'plan' } & PlanTermsAnswer) | { type: 'cancel' } | null;
  /** Seats from the next renewal on, where that is to be fewer. */
  seatsNext: number | null;
  addOns: { id: string; name: string; units: number; unitsNext: number; credits: number; price: number }[];
}

export interface AwaitedPayment {
  kind: 'renewal' | 'units';
  /** null: not issued yet, or not for this actor to see. */
  invoice: InvoiceAnswer | null;
  suspended: boolean;
  /** When what had waited for the payment is locked; null: no payment was declined. */
  graceEndsAt: string | null;
}

export interface PlanOffer {
  id: string;
  name: string;
  billing: 'free' | 'paid' | 'invoiced';
  isCurrent: boolean;
  /** null: not sold by the seat. */
  seats: { min: number; max: number | null } | null;
  intervals: IntervalOffer[];
}

export interface IntervalOffer {
  id: string;
  months: number;
  isCurrent: boolean;
  /** Waits for the end of the period. */
  isNext: boolean;
  /** Of a period, with one seat where it is sold by the seat; null: by contract. */
  price: number | null;
  pricePerSeat: boolean;
  /** What a period gives again and again, and what comes once. */
  credits: number;
  creditsPerSeat: boolean;
  once: number;
  lasting: Lasting[];
  /** Minor units for 1,000 credits; null: there is no price to divide, or nothing comes again. */
  perThousand: number | null;
  /** What choosing it does, as far as can be said before the preview. `contract`: staff set it. */
  step: 'current' | 'now' | 'period_end' | 'cancel' | 'contract' | 'not_possible';
  /** The catalog's ways to upgrade to it, where there is a choice. */
  choices: { id: string; name: string }[];
}

export interface AddOnOffer {
  id: string;
  name: string;
  credits: number;
  /** Of one unit and month. */
  price: number;
  perThousand: number | null;
  /** Sold with the plan that the account is on. */
  isSold: boolean;
  units: number;
  unitsNext: number;
}

export interface PackOffer {
  id: string;
  name: string;
  credits: number;
  /** For this account, bought singly. */
  price: number;
  perThousand: number | null;
  /** The price of one from so many on, cheapest last. */
  volume: { from: number; price: number; perThousand: number | null }[];
  lasting: Lasting;
  isSold: boolean;
}

/** A preview of an order, as it is shown and confirmed. */
export interface OrderPreview {
  /** What the confirmation sends back: signed, and good for some minutes. */
  token: string;
  /** The same again gives the same outcome: one change, one charge. */
  orderId: string;
  order: PlanOrder;
  at: string;
  /** In real time. */
  validUntil: string;
  when: 'now' | 'period_end';
  effectiveAt: string;
  currency: string;
  lines: LineAnswer[];
  tax: { name: string; rate: number; amount: number }[];
  due: number;
  next: { at: string; lines: LineAnswer[]; total: number } | null;
  creditsNow: { available: number; spendable: number; held: number };
  creditsAfter: { available: number; spendable: number; held: number };
  grants: GrantFateAnswer[];
  before: PlanTermsAnswer | null;
  after: PlanTermsAnswer | null;
  /** How it would be paid; null: nothing is due, or there is no way yet (then a confirmation fails). */
  method: PaymentMethodAnswer | null;
  needsMethod: boolean;
}

export interface GrantFateAnswer {
  id: number;
  source: GrantSource;
  planName: string | null;
  now: number;
  after: number;
  /** Of what is held now, so much comes back by then. */
  back: number;
  /** What of it ends. */
  lost: number;
  endsNow: string | null;
  endsAfter: string | null;
  fate: 'stays' | 'ends' | 'trimmed' | 'new';
}

export type OrderOutcome = PaymentOutcome | { status: 'outdated'; preview: OrderPreview };
