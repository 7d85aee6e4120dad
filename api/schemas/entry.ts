import { z } from 'zod';
import { entryKinds, entryReasons } from '@/lib/ledger/entry';
import { places } from '@/lib/ledger/state';
import type { ApiEntry, EntryPage } from '@/services/accounts/list-entries';
import { count, credits, id, instant } from './described';

const place = (description: string) => z.enum(places).nullable().meta({ description });

const entry = z
  .object({
    seq: count('Its number: entries of an account are numbered without gaps.'),
    at: instant('When it happened.'),
    kind: z.enum(entryKinds).meta({ description: 'What it records.' }),
    reason: z.enum(entryReasons).meta({ description: 'Why it happened.' }),
    grant: z.int().nullable().meta({ description: 'The grant whose credits moved; null: nothing moved.' }),
    from: place('Where they were.'),
    to: place('Where they are since.'),
    credits: credits('How many moved: never negative, the direction is in from and to.'),
    balanceAfter: credits("The account's available credits after it."),
    generation: z.uuid().nullable().meta({ description: 'The generation that it is about.' }),
    feature: z.string().nullable().meta({ description: 'Its feature.' }),
    model: z.string().nullable().meta({ description: 'Its model.' }),
    project: z.string().nullable().meta({ description: 'Your own name for what the generation belongs to.' }),
  })
  .meta({ id: 'Entry', description: 'One movement of credits, which never changes.' }) satisfies z.ZodType<ApiEntry>;

export const entryPageSchema = z
  .object({
    account: id('The account.'),
    items: z.array(entry).meta({ description: 'Newest first; with "after", oldest first.' }),
    next: z.int().nullable().meta({
      description:
        'Where to go on, even from a page that is not full: send it as "before", or as "after" where you sent that; null: there is no more that way.',
    }),
  })
  .meta({ id: 'EntryPage', description: "A page of an account's entries." }) satisfies z.ZodType<EntryPage>;
