import { z } from 'zod';
import { errorCodes } from '@/lib/errors';

/** What is answered instead, whatever went wrong: RFC 9457's members, and those of our own. */
export const problemSchema = z
  .looseObject({
    type: z.string().describe('A name for this kind of problem: `urn:meterbook:problem:` and the code.'),
    title: z.string().describe('The kind of problem, in a few words. The same for every problem of its code.'),
    status: z.int().describe('The HTTP status, again.'),
    code: z.enum(errorCodes).describe('The kind of problem, from a closed list: what a program switches on.'),
    detail: z.string().optional().describe('What is wrong with this request, in a sentence. It may be worded anew.'),
    pointer: z
      .string()
      .optional()
      .describe('The field of the request that is at fault, as a JSON pointer: `/quantity`, `/items/3/feature`.'),
    retryAfterSeconds: z.number().optional().describe('When to ask again, in seconds; also in `Retry-After`.'),
  })
  .meta({
    id: 'Problem',
    description:
      'Why a request was refused (RFC 9457). A refusal changes nothing. Some codes bring facts of their own: what is missing, what is allowed.',
  });
