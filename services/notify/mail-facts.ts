import { readAddress } from '@/db/reads/addresses';
import { theProgram } from '@/lib/access/actor';
import type { Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { dayText } from '@/lib/messages/format';
import { moneyText } from '@/lib/messages/money-text';
import { readMeter, type AccountMeter } from '../accounts/read-meter';
import type { Context } from '../context';
import type { InvoiceView } from '../payments/payment-answers';
import { readInvoice } from '../payments/read-invoice';
import { addressToken } from '../people/address-token';

/** What a mail's words are made of: the account as it is now, and how its amounts and days are written. */
export interface MailFacts extends AccountMeter {
  /** The address of the account's pages. */
  home: string;
  invoice(number: number): Promise<InvoiceView>;
  /** Where a person confirms their mail address: signed, and good for a day. */
  addressLink(personId: Id): Promise<string>;
  /** A plan's name, as the catalog has it now. */
  planName(id: string): string;
  money(minor: number, currency?: string): string;
  /** "14 Dec 2026", in the account's zone. */
  day(at: string): string;
}

/** Reads an account for a mail about it. Throws where it does not exist. */
export async function mailFacts(context: Context, accountId: Id): Promise<MailFacts> {
  const read = found(await readMeter(context, theProgram, accountId));
  const { locale, zone, currency, catalog } = read.account;
  const plans = context.catalogs.at(catalog.id)!(Date.parse(read.meter.asOf)).plans;
  return {
    ...read,
    home: `${context.publicUrl}/accounts/${accountId}`,
    invoice: async (number) => found(await readInvoice(context, theProgram, accountId, number)),
    addressLink: async (personId) => {
      const person = await readAddress(context.db.sql, personId);
      if (!person) throw new Error('there is no address to confirm');
      const token = addressToken(person, context.clock.now(), context.secrets.addresses);
      return `${context.publicUrl}/confirm-address?token=${token}`;
    },
    planName: (id) => plans.find((plan) => plan.id === id)?.name ?? id,
    money: (minor, of = currency) => moneyText(locale, of, minor),
    day: (at) => dayText(locale, zone, at, true),
  };
}

function found<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`what a mail is about can not be read: ${result.error.code}`);
}
