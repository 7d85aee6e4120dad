import { z } from 'zod';
import type { TaxRule } from './tax';

/** Which taxes are added to what is charged, by where the invoice goes. */
export type Taxes = (about: { country: string | null; taxId: string | null }) => readonly TaxRule[];

/** What is wrong with a file of taxes: a JSON pointer to the place and the reason. */
export interface TaxesProblem {
  path: string;
  reason: string;
}

const country = z.string().regex(/^[A-Z]{2}$/, 'a country is two capital letters, such as "DE"');
const name = z.string().trim().min(1).max(100);

/** "19" or "8.875", exactly, as millionths. */
const percent = z
  .string()
  .regex(
    /^(100|\d{1,2}(\.\d{1,4})?)$/,
    'a percentage is a text from "0" to "100" with at most four decimals, such as "19"',
  )
  .transform((text) => {
    const [whole, decimals = ''] = text.split('.');
    return Number(whole! + decimals.padEnd(4, '0'));
  });

const pattern = z
  .string()
  .min(1)
  .max(200)
  .transform((text, context) => {
    try {
      return new RegExp(`^(?:${text})$`, 'u');
    } catch {
      context.addIssue({ code: 'custom', message: 'this is no regular expression' });
      return z.NEVER;
    }
  });

const taxesFile = z
  .strictObject({
    /** Where nobody has said where invoices go, they are taxed as if they went there. */
    home: country.optional(),
    rules: z.array(
      z.strictObject({
        countries: z.array(country).min(1),
        taxes: z.array(
          z.strictObject({
            name,
            percent,
            /** With a tax id (that looks like this) it is not charged, and this line of 0 says why. */
            withTaxId: z.strictObject({ name, pattern: pattern.optional() }).optional(),
          }),
        ),
      }),
    ),
  })
  .superRefine(({ home, rules }, context) => {
    const seen = new Set<string>();
    for (const [index, { countries }] of rules.entries()) {
      for (const [at, code] of countries.entries()) {
        const path = ['rules', index, 'countries', at];
        if (seen.has(code)) context.addIssue({ code: 'custom', path, message: `"${code}" stands here twice` });
        seen.add(code);
      }
    }
    if (home !== undefined && !seen.has(home)) {
      context.addIssue({ code: 'custom', path: ['home'], message: `no rule is for "${home}"` });
    }
  });

type Tax = z.output<typeof taxesFile>['rules'][number]['taxes'][number];

/** Turns a file of taxes into rules. @returns these, or every problem found with its place */
export function parseTaxes(text: string): { ok: true; taxes: Taxes } | { ok: false; problems: TaxesProblem[] } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { ok: false, problems: [{ path: '/', reason: `not JSON: ${(error as Error).message}` }] };
  }
  const parsed = taxesFile.safeParse(data);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({ path: `/${issue.path.join('/')}`, reason: issue.message }));
    return { ok: false, problems };
  }
  const { home = null, rules } = parsed.data;
  const byCountry = new Map(rules.flatMap(({ countries, taxes }) => countries.map((code) => [code, taxes] as const)));
  return {
    ok: true,
    taxes: ({ country: goesTo, taxId }) =>
      (byCountry.get(goesTo ?? home ?? '') ?? []).map((tax) => ruleFor(tax, taxId)),
  };
}

function ruleFor({ name: own, percent: rate, withTaxId }: Tax, taxId: string | null): TaxRule {
  const isLifted = withTaxId && taxId !== null && looksLike(taxId, withTaxId.pattern);
  return isLifted ? { name: withTaxId.name, rate: 0 } : { name: own, rate };
}

/** People write tax ids with spaces, dots and dashes, and in small letters. */
function looksLike(taxId: string, wanted: RegExp | undefined): boolean {
  const plain = taxId.replace(/[\s.-]/g, '').toUpperCase();
  return plain !== '' && (!wanted || wanted.test(plain));
}
