import { z } from 'zod';

const FIELDS_MAX = 30;

/**
 * The texts of a form, by their names, and the account that it is about. Only the shape: what the fields may hold is the service's business. What comes
 * twice counts once, and files are left out.
 */
export const formFields = z
  .instanceof(FormData)
  .transform((data) =>
    Object.fromEntries([...data].filter(([name, value]) => !name.startsWith('$') && typeof value === 'string')),
  )
  .pipe(
    z
      .record(z.string().max(80), z.string().max(8000))
      .refine((fields) => Object.keys(fields).length <= FIELDS_MAX)
      .catch({}),
  )
  .transform(({ account = '', ...fields }) => ({ account, fields }));
