import { describe, expect, it } from 'vitest';
import { contractOf } from './contract-fields';

const berlin = { currency: 'EUR', zone: 'Europe/Berlin' } as const;
const typed = {
  ...{ terms: 'enterprise contract', credits: '5000', price: '1500.50', day: '2027-02-01', orderId: 'an id' },
  seats: '20',
};

describe('what staff type for a contract', () => {
  it('is read in the account’s own currency and zone', () => {
    expect(contractOf(typed, berlin)).toEqual({
      ...{ planId: 'enterprise', intervalId: 'contract', orderId: 'an id', seats: 20, credits: 5000, price: 150_050 },
      endsAt: '2027-01-31T23:00:00.000Z',
    });
    expect(contractOf({ ...typed, price: '1500' }, { currency: 'JPY', zone: 'Asia/Tokyo' })).toMatchObject({
      price: 1500,
      endsAt: '2027-01-31T15:00:00.000Z',
    });
  });

  it('names neither currency nor zone: what a form sends of them counts for nothing', () => {
    expect(contractOf({ ...typed, currency: 'JPY', zone: 'UTC' }, berlin)).toEqual(contractOf(typed, berlin));
  });

  it.each([
    ['credits', ['', 'many', '5,000', '-5', '0x10', '1e3', '1.1234567']],
    ['price', ['', 'much', '1,500', '-5', '1500.505', '1e3']],
    ['seats', ['many', '-5', '2.5', '1e3']],
  ] as const)('leaves %s that can’t be read for the service to refuse', (field, texts) => {
    for (const text of texts) {
      expect(contractOf({ ...typed, [field]: text }, berlin)[field], text).toBeNull();
    }
  });

  it.each(['', '2027-02-30', '01.02.2027', '2027-02-01T00:00'])('so with the day "%s"', (day) => {
    expect(contractOf({ ...typed, day }, berlin).endsAt).toBeNull();
  });

  it('says nothing of seats where none are typed', () => {
    expect(contractOf({ ...typed, seats: '' }, berlin)).not.toHaveProperty('seats');
  });
});
