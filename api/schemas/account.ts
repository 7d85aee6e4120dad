import { z } from 'zod';
import { subscriptionStatuses } from '@/lib/ledger/state';
import type { AccountAnswer } from '@/services/accounts/account-answer';
import type { Balance } from '@/services/accounts/read-balance';
import { count, credits, id, instant, name } from './described';

export const accountSchema = z
  .object({
    id: id('Our id of the account.'),
    externalId: z.string().nullable().meta({ description: 'Your own id of it; null: it was not made by this API.' }),
    catalog: name('The catalog whose prices and rules it has.'),
    zone: name('IANA zone in which its days are counted.'),
    locale: name('Language and country for its words, dates and numbers.'),
    currency: name('ISO 4217 code of the currency of all its money.'),
    plan: z
      .object({
        id: name('The plan.'),
        interval: name('How it is paid.'),
        seats: count('For how many seats.'),
      })
      .nullable()
      .meta({ description: 'What it is on; null: on nothing.' }),
    status: z.enum(subscriptionStatuses).nullable().meta({ description: 'How its subscription stands.' }),
    clock: z.iso
      .datetime()
      .nullable()
      .meta({ description: "Where a test account's own clock stands; null: its time is real." }),
    createdAt: instant('When it was made, by its own clock.'),
  })
  .meta({ id: 'Account', description: 'An account, without its credits.' }) satisfies z.ZodType<AccountAnswer>;

export const balanceSchema = z
  .object({
    account: id('The account.'),
    asOf: instant('The moment that all of this is true of.'),
    available: credits('Credits that it owns and that are not held.'),
    spendable: credits('Available credits without those that are locked for now.'),
    held: credits('Credits that are held for work under way.'),
    plan: z
      .object({
        id: name('The plan.'),
        status: z.enum(subscriptionStatuses).meta({ description: 'How its subscription stands.' }),
      })
      .nullable()
      .meta({ description: 'What it is on; null: on nothing.' }),
    period: z
      .object({
        start: instant('When the period began.'),
        end: instant('When it ends.'),
        carriedIn: credits('Credits that were carried into it.'),
        granted: credits('Credits that came within it.'),
        used: credits('Credits that were used in it.'),
        ended: credits('Credits that ended in it.'),
      })
      .nullable()
      .meta({ description: 'The current period: carriedIn + granted = used + ended + available + held.' }),
    refreshesAt: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When the plan next gives credits by itself; null: never.' }),
  })
  .meta({ id: 'Balance', description: 'What an account can spend now.' }) satisfies z.ZodType<Balance>;
