import type { ChargeKind } from '@/lib/plans/charge-line';
import type { AttemptStatus, DeclineReason, InvoiceReason, InvoiceStatus, VoidReason } from '@/lib/plans/invoice';

/** What pages show of invoices and payments. Money is whole minor units, instants are ISO texts. */
export interface LineAnswer {
  kind: ChargeKind;
  itemId: string;
  /** Of the plan, add-on or pack, as the catalog has it. */
  name: string;
  intervalId: string | null;
  /** Of the plan's interval; null where it is for no plan, or for one that a contract sets. */
  months: number | null;
  quantity: number;
  /** Below 0 for what is given back. */
  amount: number;
  span: { start: string; end: string } | null;
}

export interface InvoiceAnswer {
  number: number;
  reason: InvoiceReason;
  status: InvoiceStatus;
  issuedAt: string;
  dueAt: string;
  paidAt: string | null;
  voidedAt: string | null;
  voidReason: VoidReason | null;
  currency: string;
  lines: LineAnswer[];
  /** Rates in millionths: 190000 is 19 %. */
  tax: { name: string; rate: number; amount: number }[];
  net: number;
  total: number;
  /** The last attempt to have it paid; null: none was made. */
  payment: PaymentAttemptAnswer | null;
}

export interface PaymentAttemptAnswer {
  id: string;
  status: AttemptStatus;
  method: PaymentMethodAnswer | null;
  at: string;
  decidedAt: string | null;
  reason: DeclineReason | null;
  /** When the next attempt is made by itself; null: none. */
  nextTryAt: string | null;
}

/** How an account pays. `invoice`: by hand, marked paid by staff. */
export type PaymentMethodAnswer = { kind: 'card'; brand: string; last4: string } | { kind: 'invoice' };

export interface InvoicePage {
  invoices: InvoiceAnswer[];
  /** The number below which the list goes on; null: there is nothing further. */
  next: number | null;
  method: PaymentMethodAnswer | null;
  details: BillingDetails | null;
}

/** One invoice as it is printed. */
export interface InvoiceView extends InvoiceAnswer {
  accountName: string;
  /** Who sells. */
  seller: string;
  zone: string;
  /** The account's own now. */
  now: string;
  /** What not paying it means for the plan; null: nothing does, or not yet. */
  standing: { suspended: boolean; graceEndsAt: string } | null;
  details: BillingDetails | null;
  /** This actor may pay it, confirm it or take it back; staff: mark it as paid. */
  mayPay: boolean;
  mayMarkPaid: boolean;
  attempts: PaymentAttemptAnswer[];
}

/** Where invoices go. Empty texts are left out as null. */
export interface BillingDetails {
  name: string;
  line1: string;
  line2: string | null;
  postalCode: string | null;
  city: string;
  /** ISO 3166: two letters. */
  country: string;
  taxId: string | null;
}

/** What came of asking for money. */
export type PaymentOutcome =
  | { status: 'done'; invoice: number | null }
  /** Nothing has changed; of an order, its invoice is void. */
  | { status: 'declined'; invoice: number; reason: DeclineReason }
  /** Whoever pays has to confirm it. */
  | { status: 'confirm'; invoice: number }
  /** It happens when the money comes. */
  | { status: 'waiting'; invoice: number }
  /** What was paid for could not be done any more: the money is given back. */
  | { status: 'given_back'; invoice: number };
