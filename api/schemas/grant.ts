import { z } from 'zod';
import { grantSources } from '@/lib/ledger/state';
import type { GrantPage, ListedGrant } from '@/services/accounts/list-grants';
import { count, credits, id, instant, minor } from './described';

const endsAt = z.iso.datetime().nullable().meta({ description: 'When what is left of it ends; null: never.' });
const givenSource = z.enum(['goodwill', 'promotion', 'contract', 'import']).meta({ description: 'Why it is given.' });

const grant = z
  .object({
    id: count('Its number in the account: that of the entry that issued it.'),
    source: z.enum(grantSources).meta({ description: 'Where it came from.' }),
    plan: z.string().nullable().meta({ description: 'The plan that gave it.' }),
    rule: z.string().nullable().meta({ description: "The catalog's rule that gave it." }),
    amount: credits('What came: the sum of the six places.'),
    available: credits('What can still be used of it.'),
    held: credits('What is held for work under way.'),
    spent: credits('What was used.'),
    expired: credits('What ended unused.'),
    revoked: credits('What was taken back.'),
    reissued: credits('What moved on into another grant.'),
    effectiveAt: instant('From when on it counts.'),
    expiresAt: endsAt,
    priority: z.int().meta({ description: 'Lower pays first.' }),
    costMinor: minor("What was paid for all of it, in minor units of the account's currency."),
    locked: z.boolean().meta({ description: 'It cannot be used for now, though it is not lost.' }),
  })
  .meta({
    id: 'Grant',
    description: 'Credits that came together, and where each is now.',
  }) satisfies z.ZodType<ListedGrant>;

export const grantPageSchema = z
  .object({
    account: id('The account.'),
    items: z.array(grant).meta({ description: 'Open grants as they pay, first to last; of all, newest first.' }),
    promised: z
      .array(
        z.object({
          source: givenSource,
          credits: credits('How many.'),
          effectiveAt: instant('When they come.'),
          expiresAt: endsAt,
        }),
      )
      .meta({ description: 'Grants that are still to come, soonest first.' }),
    next: z.int().nullable().meta({ description: 'Where to go on: send it as "before"; null: there is no more.' }),
  })
  .meta({ id: 'GrantPage', description: "An account's grants." }) satisfies z.ZodType<GrantPage>;

export const givenGrantSchema = z
  .object({
    account: id('The account.'),
    grant: z.int().nullable().meta({ description: 'The number of the grant; null: it is promised and comes later.' }),
    source: givenSource,
    credits: credits('How many credits.'),
    effectiveAt: instant('From when on they can be used.'),
    expiresAt: endsAt,
    balance: credits("The account's available credits after this."),
  })
  .meta({ id: 'GivenGrant', description: 'Credits that were given or promised.' });
