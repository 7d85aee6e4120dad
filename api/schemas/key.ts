import { z } from 'zod';
import { keyScopes } from '@/lib/access/actor';
import type { KeyAnswer } from '@/services/keys/key-answer';
import type { KeyPage } from '@/services/keys/list-keys';
import { id, instant, name } from './described';

const ends = (description: string) => z.iso.datetime().nullable().meta({ description });

const key = z.object({
  id: id('Its id, by which it is managed.'),
  prefix: name('How its text begins: enough to recognise it, too little to use it.'),
  name: name('By which people tell it from others.'),
  owner: z
    .object({
      catalog: name('The catalog that it works in.'),
      account: z.uuid().nullable().meta({ description: 'The one account that it is for; null: any of the catalog.' }),
    })
    .meta({ description: 'Whose key it is.' }),
  scopes: z.array(z.enum(keyScopes)).meta({ description: 'What it may do.' }),
  createdAt: instant('When it was made.'),
  expiresAt: ends('When it stops working by itself; null: never.'),
  revokedAt: ends('When it was revoked; null: it was not.'),
  lastUsedAt: ends('When it was last used, to the minute; null: never.'),
});

const listedKey = key.meta({ id: 'Key', description: 'An API key, without its text.' }) satisfies z.ZodType<KeyAnswer>;

export const keyPageSchema = z
  .object({
    items: z.array(listedKey).meta({ description: 'Newest first; keys that are over are among them.' }),
    next: z.uuid().nullable().meta({ description: 'Where to go on: send it as "before"; null: there is no more.' }),
  })
  .meta({ id: 'KeyPage', description: 'API keys.' }) satisfies z.ZodType<KeyPage>;

export const issuedKeySchema = z
  .object({ ...key.shape, key: name('Its text, which is shown this once and kept nowhere: put it away safely.') })
  .meta({ id: 'IssuedKey', description: 'An API key that has just been made, with its text.' });

export const revokedKeySchema = z
  .object({ id: id('The key.'), revokedAt: instant('When it was revoked.') })
  .meta({ id: 'RevokedKey', description: 'A key that works no more.' });
