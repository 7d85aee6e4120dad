import { z } from 'zod';
import type { CatalogPolicy } from '@/lib/catalog/policy';
import { grantSources } from '@/lib/ledger/state';
import { count, credits, name } from './described';

const money = z.int().meta({ description: 'In minor units.' });
const rhythms = ['once', 'start', 'period', 'month', 'calendarMonth', 'days'] as const;

const unitPrice = z
  .object({
    perThousand: z.int().meta({ description: 'Minor units for 1,000 credits, rounded to the nearest.' }),
    perCredit: name('The price of one credit as a decimal text, in whole units of the currency.'),
  })
  .meta({ id: 'UnitPrice', description: 'What credits cost in money.' });

const lifetime = z.discriminatedUnion('type', [
  z.object({ type: z.literal('never') }),
  z.object({ type: z.literal('periods'), count: count('How many, the first one included.') }),
  z.object({ type: z.literal('days'), count: count('How many.') }),
  z.object({ type: z.literal('months'), count: count('How many.') }),
]);

const carried = z.discriminatedUnion('type', [
  z.object({ type: z.literal('outside') }),
  z.object({ type: z.literal('everything') }),
  z.object({ type: z.literal('nothing') }),
  z.object({
    type: z.literal('times'),
    times: z.number().meta({ description: "So many times the period's credits." }),
    credits: credits("The period's credits, of one seat where they are by the seat."),
    perSeat: z.boolean().meta({ description: 'They are by the seat.' }),
  }),
  z.object({ type: z.literal('amount'), credits: credits('At most so many.') }),
  z.object({
    type: z.literal('fraction'),
    fraction: z.number().meta({ description: 'This part of what is left.' }),
    atMost: z.number().nullable().meta({ description: 'At most so many credits; null: no limit.' }),
  }),
]);

const lasting = z
  .object({
    periodMonths: z.int().nullable().meta({ description: 'Months between two refreshes; null: none, or by the day.' }),
    periodDays: z.int().optional().meta({ description: 'Days between two refreshes, where they come by the day.' }),
    onTheFirst: z.literal(true).optional().meta({ description: 'Refreshes are on the first of each calendar month.' }),
    lasts: lifetime.meta({ description: 'How long they last by themselves.' }),
    carried: carried.meta({ description: 'What a renewal lets through.' }),
  })
  .meta({ id: 'Lasting', description: 'How long credits can be used.' });

const way = z
  .object({
    kind: z
      .enum(['list', 'plan', 'addOn', 'pack', 'packVolume', 'packOfPlan'])
      .meta({ description: 'What is bought.' }),
    name: name('Its name.'),
    months: z.int().nullable().meta({ description: "Length of a plan's period; null: it is no plan." }),
    count: z.int().nullable().meta({ description: 'How many packs at least; null: any number.' }),
    plan: z.string().nullable().meta({ description: 'Only on this plan; null: on any.' }),
    price: unitPrice,
  })
  .meta({ id: 'WayToBuy', description: 'A way to buy credits.' });

const unit = unitPrice.nullable();

const term = z.object({
  id: name('Its id, as a request names it: an interval.'),
  months: count('Length of a period.'),
  price: money.nullable().meta({ description: 'Of a period; null: set by contract.' }),
  pricePerSeat: z.boolean().meta({ description: 'The price is for each seat.' }),
  pricePerMonth: money.nullable().meta({ description: "One month's share, rounded to the nearest." }),
  recurringCredits: credits('What comes again with every period, in all.'),
  grants: z
    .array(
      z.object({
        credits: credits('How many come.'),
        perSeat: z.boolean().meta({ description: 'For each seat.' }),
        rhythm: z.enum(rhythms).meta({ description: 'When they come.' }),
        everyDays: z.int().nullable().meta({ description: 'Every how many days, where they come by the day.' }),
        lasting,
      }),
    )
    .meta({ description: 'The credits that come.' }),
  unit: unit.meta({ description: 'What a credit costs so; null: it costs nothing, or none comes again.' }),
});

const plan = z
  .object({
    id: name('Its id.'),
    name: name('Its name.'),
    billing: z.enum(['free', 'paid', 'invoiced']).meta({ description: 'How it is paid.' }),
    seats: z
      .object({
        min: count('The fewest.'),
        max: z.int().nullable().meta({ description: 'The most; null: no limit.' }),
      })
      .nullable()
      .meta({ description: 'How many seats it is sold with; null: not by the seat.' }),
    terms: z.array(term).meta({ description: 'The ways to pay for it.' }),
  })
  .meta({ id: 'CatalogPlan', description: 'A plan.' });

const pack = z
  .object({
    id: name('Its id.'),
    name: name('Its name.'),
    credits: credits('What is in it.'),
    price: money,
    needsSubscription: z.boolean().meta({ description: 'It can only be used while a paid subscription is live.' }),
    lasting,
    unit: unit.meta({ description: 'What a credit costs so.' }),
    volume: z
      .array(z.object({ from: count('From so many on.'), price: money, unit }))
      .meta({ description: 'What each costs where several are bought together.' }),
    planPrices: z
      .array(z.object({ plan: name('The plan.'), price: money, unit }))
      .meta({ description: 'What it costs those on a plan.' }),
  })
  .meta({ id: 'CatalogPack', description: 'A pack of credits.' });

const addOn = z
  .object({
    id: name('Its id.'),
    name: name('Its name.'),
    plans: z.array(z.string()).meta({ description: 'The plans that it can be added to.' }),
    credits: credits('What one unit gives each month.'),
    price: money,
    shared: z.boolean().meta({ description: 'The whole team uses it.' }),
    refundable: z.boolean().meta({ description: 'It can be given back.' }),
    unit: unit.meta({ description: 'What a credit costs so.' }),
  })
  .meta({ id: 'CatalogAddOn', description: 'Further credits each month, beside a plan.' });

const changeRule = {
  period: z.enum(['keep', 'restart']).meta({ description: 'What becomes of the period.' }),
  charge: z.enum(['full', 'difference', 'prorated']).meta({ description: 'What is paid.' }),
  grant: z.enum(['full', 'difference', 'prorated']).meta({ description: 'What is given.' }),
  unspent: z.enum(['keep', 'endMatching']).meta({ description: 'What becomes of the credits that are left.' }),
};
const change = z.object(changeRule);
const atPeriodEnd = z.literal('periodEnd').meta({ description: 'When it happens.' });
const leftover = z.enum(['keepToExpiry', 'end']).meta({ description: 'What becomes of the credits that are left.' });

const changes = z.object({
  startsPaid: z.boolean().meta({ description: 'One can go from a free plan to a paid one: a new subscription.' }),
  upgrade: change.nullable().meta({ description: 'A step up; null: there is none.' }),
  upgradeChoices: z
    .array(z.object({ ...changeRule, id: name('Its id.'), name: name('Its name.') }))
    .meta({ description: 'Other ways that the customer may choose.' }),
  longerInterval: change.nullable().meta({ description: 'To a longer interval; null: there is none.' }),
  downgrade: z
    .object({
      at: atPeriodEnd,
      unspent: leftover,
      carryOverOf: z.enum(['new', 'old']).meta({ description: 'Whose limit counts for what comes along.' }),
    })
    .nullable()
    .meta({ description: 'A step down; null: there is none.' }),
  cancel: z.object({ at: atPeriodEnd, unspent: leftover }).nullable().meta({ description: 'A cancellation.' }),
});

export const policySchema = z
  .object({
    currency: name('ISO 4217 code of the currency of all its money.'),
    graceDays: z
      .int()
      .meta({ description: 'Days from the first declined renewal until what waited for it is locked.' }),
    graceCredits: z
      .object({ credits: credits('How many.'), lasting })
      .nullable()
      .meta({ description: 'Credits that come with the first declined renewal; null: none.' }),
    burnDown: z
      .object({
        order: z
          .array(z.enum(['priority', 'soonestEnd', 'oldest', 'newest', 'free', 'paid', 'source']))
          .meta({ description: 'By what, first to last.' }),
        sources: z.array(z.enum(grantSources)).meta({ description: 'For "source": which pay first.' }),
        ranks: z
          .array(z.array(z.enum([...rhythms, 'pack', 'other'])))
          .meta({ description: 'For "priority": what pays first, in groups.' }),
      })
      .meta({ description: 'In which order credits are used.' }),
    listPrice: unit.meta({ description: 'What credits cost where they have one price.' }),
    creditPrice: z
      .object({ cheapest: way, dearest: way })
      .nullable()
      .meta({ description: 'The cheapest and the dearest way to a credit.' }),
    plans: z.array(plan).meta({ description: 'What one can be on.' }),
    addOns: z.array(addOn).meta({ description: 'What can be added to a plan.' }),
    packs: z.array(pack).meta({ description: 'What can be bought besides.' }),
    changes: changes.meta({ description: 'What a change of plan does.' }),
  })
  .meta({ id: 'CatalogPolicy', description: 'What is sold, and by which rules.' }) satisfies z.ZodType<CatalogPolicy>;
