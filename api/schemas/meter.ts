import { z } from 'zod';
import { subscriptionStatuses } from '@/lib/ledger/state';
import type { AccountMeter } from '@/services/accounts/read-meter';
import { count, credits, id, instant, name } from './described';

const days = count("Calendar days until then, in the account's zone; 0: later today.");

const meter = z.object({
  asOf: instant('The moment that all of this is true of.'),
  zone: name('IANA zone of its days.'),
  plan: z
    .object({
      id: name('The plan.'),
      name: name('Its name.'),
      status: z.enum(subscriptionStatuses).meta({ description: 'How the subscription stands.' }),
    })
    .nullable()
    .meta({ description: 'What the account is on; null: on nothing.' }),
  period: z
    .object({ start: instant('When the period began.'), end: instant('When it ends.') })
    .nullable()
    .meta({ description: 'The current period.' }),
  refresh: z
    .object({ at: instant('When.'), credits: credits('How many credits.'), days })
    .nullable()
    .meta({ description: 'What the plan gives next by itself; null: see noRefresh.' }),
  noRefresh: z
    .enum(['awaiting_payment', 'suspended', 'cancelled', 'plan_changes', 'gives_once', 'gives_none'])
    .nullable()
    .meta({ description: 'Why there is no refresh to come.' }),
  change: z
    .object({
      at: instant('When.'),
      plan: z
        .object({ id: name('The plan.'), name: name('Its name.') })
        .nullable()
        .meta({
          description: 'The plan that it changes to; null: it ends.',
        }),
      creditsEnd: z.boolean().meta({ description: "What is left of the plan's credits ends then." }),
    })
    .nullable()
    .meta({ description: 'What waits for the end of the period; null: the plan goes on.' }),
  available: credits('Credits that are left.'),
  held: credits('Credits that are held for work under way.'),
  used: credits('Credits used in the period.'),
  carriedIn: credits('Credits carried into the period.'),
  granted: credits('Credits that came within the period.'),
  ended: credits('Credits that ended within the period.'),
  carryOverCap: z
    .number()
    .nullable()
    .meta({ description: 'The most plan credits that may be carried into the next period; null: no limit.' }),
  carryOverShare: z.number().nullable().meta({
    description: 'Which part of the plan credits that are left is carried, 0 to 1; null: all that the cap allows.',
  }),
  nextToEnd: z
    .object({ at: instant('When.'), credits: credits('How many credits.'), days })
    .nullable()
    .meta({ description: 'What ends soonest; null: nothing does.' }),
  forecast: z
    .object({
      perDay: z.number().meta({ description: 'The pace: credits a day, on average, to a tenth.' }),
      days: count('How many whole days it is the average of.'),
      runsOut: z.iso
        .date()
        .nullable()
        .meta({ description: 'The day on which nothing is left; null: some are left at the refresh.' }),
      earliest: z.iso.date().nullable().meta({ description: 'That day at the busy end of the range; null: none.' }),
      latest: z.iso.date().nullable().meta({ description: 'That day at the quiet end of the range; null: open.' }),
      leftAtRefresh: z
        .number()
        .nullable()
        .meta({ description: 'Whole credits, about, that are left at the refresh; null: they run out first.' }),
    })
    .nullable()
    .meta({
      description:
        'An estimate from the last 28 whole days, today not among them: the range holds four times in five. null: fewer than five days, no use, or nothing that could be told.',
    }),
  spend: z
    .object({
      byFeature: z
        .array(
          z.object({
            feature: name('The feature.'),
            name: name('Its name.'),
            credits: credits('What it used.'),
            generations: count('In how many generations.'),
          }),
        )
        .meta({ description: 'By feature, most used first.' }),
      byDay: z
        .array(
          z.object({
            day: z.iso.date().meta({ description: 'A day of the period.' }),
            credits: z.record(z.string(), z.number()).meta({ description: 'Credits used, by feature.' }),
            isToday: z.boolean().meta({ description: 'It is not over yet.' }),
            isFuture: z.boolean().meta({ description: 'It is still to come.' }),
          }),
        )
        .meta({ description: 'By day, in order.' }),
    })
    .meta({ description: "What the period's credits were used for." }),
});

export const meterSchema = z
  .object({
    account: z
      .object({
        id: id('Our id of the account.'),
        name: name('Its name.'),
        catalog: z
          .object({
            id: name('The catalog.'),
            name: name('Its name.'),
          })
          .meta({ description: 'Whose prices and rules it has.' }),
        zone: name('IANA zone of its days.'),
        locale: name('Language and country of its words.'),
        currency: name('ISO 4217 code of its money.'),
        isTest: z.boolean().meta({ description: 'It has a clock of its own.' }),
      })
      .meta({ description: 'The account.' }),
    meter: meter.meta({ description: 'The figures.' }),
  })
  .meta({
    id: 'Meter',
    description: 'What an account has, what used it, and what comes next.',
  }) satisfies z.ZodType<AccountMeter>;
