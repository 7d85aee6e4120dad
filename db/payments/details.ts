import type { Id } from '@/lib/ids';
import type { Queryable } from '../client';

/** Where an account's invoices go. */
export interface KeptDetails {
  name: string;
  line1: string;
  line2: string | null;
  postalCode: string | null;
  city: string;
  country: string;
  taxId: string | null;
}

export async function readDetails(sql: Queryable, accountId: Id): Promise<KeptDetails | null> {
  const [row] = await sql`
    SELECT name, line1, line2, postal_code AS "postalCode", city, country, tax_id AS "taxId"
    FROM billing_details WHERE account_id = ${accountId}`;
  return row ? (row as unknown as KeptDetails) : null;
}

export async function keepDetails(sql: Queryable, accountId: Id, details: KeptDetails): Promise<void> {
  const { name, line1, line2, postalCode, city, country, taxId } = details;
  await sql`
    INSERT INTO billing_details (account_id, name, line1, line2, postal_code, city, country, tax_id)
    VALUES (${accountId}, ${name}, ${line1}, ${line2}, ${postalCode}, ${city}, ${country}, ${taxId})
    ON CONFLICT (account_id) DO UPDATE SET name = excluded.name, line1 = excluded.line1, line2 = excluded.line2,
      postal_code = excluded.postal_code, city = excluded.city, country = excluded.country, tax_id = excluded.tax_id`;
}
