import { openDatabase } from '@/db/client';
import { usableAppRole } from '@/db/roles';
import { systemClock } from '@/lib/clock';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { loadCatalogBook } from './catalogs/load-catalogs';
import type { Context } from './context';
import { openBatcher } from './ledger/batch';
import { openLimits } from './limits/limits';
import { loadTaxes } from './payments/load-taxes';
import { processWide } from './process-wide';
import { secretsFrom } from './secrets';

/** The context of this process: its pool of connections (as the application's role), real time, the catalogs, limits and batches. */
export function getContext(): Promise<Context> {
  const holder = processWide<{ context: Promise<Context> | null }>('context', () => ({ context: null }));
  // A first attempt that failed (the database was still away) is not kept: the next request tries again.
  holder.context ??= openContext().catch((error: unknown) => {
    holder.context = null;
    throw error;
  });
  return holder.context;
}

async function openContext(): Promise<Context> {
  const taxes = await loadTaxes(env.TAXES_FILE);
  const login = openDatabase(env.DATABASE_URL, { max: 1 });
  const role = await usableAppRole(login).finally(() => login.close());
  const db = openDatabase(env.DATABASE_URL, { role, max: 20 });
  const catalogs = await loadCatalogBook(db).catch(async (error: unknown) => {
    await db.close();
    throw error;
  });
  const publicUrl = env.PUBLIC_URL.replace(/\/+$/, '');
  const secrets = secretsFrom(env.NEXTAUTH_SECRET);
  const context = { db, clock: systemClock, catalogs, signUpCatalog: env.SIGN_UP_CATALOG, publicUrl, secrets };
  return {
    ...context,
    ...(taxes && { taxes }),
    warn: (facts, words) => log.warn(facts, words),
    // Only who gets mails can be asked to open one.
    confirmsAddresses: env.SMTP_URL !== undefined,
    limits: openLimits({ perKey: env.API_KEY_LIMIT, perAccount: env.API_ACCOUNT_LIMIT }),
    batcher: openBatcher(context, { byAccount: env.LEDGER_BATCH === 'account' }),
  };
}
