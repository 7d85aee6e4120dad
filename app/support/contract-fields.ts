import { jsonNumber, parseMicro } from '@/lib/credits';
import { parseMoney, type Currency } from '@/lib/money';
import { isoText, startOfDayIn, type Zone } from '@/lib/time';
import { dayInput } from '@/services/day-input';

type Fields = Record<string, string | undefined>;

/** The account's own: what money and days that staff type are read in. */
interface Place {
  currency: Currency;
  zone: Zone;
}

/** What the form's texts mean. What can't be read is null, and left for the service to refuse. */
export function contractOf(fields: Fields, { currency, zone }: Place) {
  const { terms = '', seats = '', credits = '', price = '', day, orderId } = fields;
  const [planId, intervalId] = terms.split(' ');
  const [amount, minor] = [parseMicro(credits.trim()), parseMoney(price, currency)];
  const ends = dayInput.safeParse(day);
  return {
    ...{ planId, intervalId, orderId },
    ...(seats.trim() !== '' && { seats: /^\d{1,9}$/.test(seats.trim()) ? Number(seats) : null }),
    credits: amount === null ? null : jsonNumber(amount),
    price: minor === null ? null : Number(minor),
    endsAt: ends.success ? isoText(startOfDayIn(zone, ends.data)) : null,
  };
}
