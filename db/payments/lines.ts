import type { ChargeLine } from '@/lib/plans/charge-line';
import type { Command } from '@/lib/ledger/command';
import type { Brings, TaxLine } from '@/lib/plans/invoice';
import { isoText } from '@/lib/time';

/** Lines as they are kept: amounts are decimal texts of minor units, instants ISO texts. */
type KeptLine = Omit<ChargeLine, 'amount' | 'span'> & { amount: string; span: { start: string; end: string } | null };

export function linesText(lines: readonly ChargeLine[]): string {
  return JSON.stringify(
    lines.map(({ kind, itemId, intervalId, quantity, amount, span }): KeptLine => ({
      ...{ kind, itemId, intervalId, quantity },
      amount: String(amount),
      span: span && { start: isoText(span.start), end: isoText(span.end) },
    })),
  );
}

export function linesOfRow(value: unknown): ChargeLine[] {
  return (value as KeptLine[]).map(({ amount, span, ...line }) => ({
    ...line,
    amount: BigInt(amount),
    span: span && { start: Date.parse(span.start), end: Date.parse(span.end) },
  }));
}

export function taxText(tax: readonly TaxLine[]): string {
  return JSON.stringify(tax.map(({ name, rate, amount }) => ({ name, rate, amount: String(amount) })));
}

export function taxOfRow(value: unknown): TaxLine[] {
  return (value as { name: string; rate: number; amount: string }[]).map(({ amount, ...line }) => ({
    ...line,
    amount: BigInt(amount),
  }));
}

/** Commands that payments bring hold no amounts of credits or money: only what is promised does. */
export function bringsText({ command, promise }: Brings): string {
  return JSON.stringify({
    command,
    promise: promise && { ...promise, gives: String(promise.gives), ends: String(promise.ends) },
  });
}

export function bringsOfRow(value: unknown): Brings {
  const { command, promise } = value as {
    command: Command;
    promise: { gives: string; ends: string; fingerprint: string | null } | null;
  };
  return {
    command,
    promise: promise && { ...promise, gives: BigInt(promise.gives), ends: BigInt(promise.ends) },
  };
}
