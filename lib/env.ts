import { createEnv } from '@t3-oss/env-core';
import { z } from 'zod';

/**
 * The one place where the program reads its environment; .env.example names every variable with its default. bin/start
 * sets what is missing, so a program started by it never misses one.
 */
export const env = createEnv({
  server: {
    /** Any PostgreSQL 15 or later. */
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    /** Used for migrations, where the owner of the tables is another role. */
    MIGRATION_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    DATA_DIR: z.string().min(1).default('data'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    /** Where Next listens, on this machine only: the front door passes pages on to it. Chosen by bin/start. */
    PAGES_PORT: z.coerce.number().int().min(1).max(65_535).default(3100),
    /** "1": the X-Forwarded-… headers that come in were written by a proxy of ours. "0": the front door writes its own. */
    TRUST_PROXY: z.enum(['0', '1']).default('0'),
    /** Read /metrics with this as a bearer token; without it, only from this machine. */
    METRICS_TOKEN: z.string().min(16).optional(),
    /** Requests a second of one API key, and changes a second of one account; 0: no limit. */
    API_KEY_LIMIT: z.coerce.number().int().min(0).default(20_000),
    API_ACCOUNT_LIMIT: z.coerce.number().int().min(0).default(20_000),
    /** "account" makes each transaction of the ledger a single account's, for tables spread over machines. */
    LEDGER_BATCH: z.enum(['together', 'account']).default('together'),
    /** The mail server, as "smtp://user:password@host:587" or "smtps://…"; without one, mails are kept and not sent. */
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    /** Whom mails come from, as "Name <address>"; no-reply at PUBLIC_URL's host unless given. */
    MAIL_FROM: z.string().min(3).optional(),
    /** Where people reach the portal: used in what is printed and in mails. */
    PUBLIC_URL: z.url().default('http://localhost:3000'),
    /** Signs sign-in cookies. */
    NEXTAUTH_SECRET: z.string().min(32),
    /** Id of the catalog that people who sign up by themselves get. */
    SIGN_UP_CATALOG: z.string().min(1).default('captions'),
    /** A file of taxes that are added to what is charged (docs/payments.md); none unless given. */
    TAXES_FILE: z.string().min(1).optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    /** "1" makes the demo on a database that is not the embedded one. */
    DEMO: z.enum(['0', '1']).default('0'),
    /** The day on which the demo's story ends; the present unless given. */
    DEMO_DATE: z.iso.datetime().optional(),
    /** "off" switches proxy.ts's redirects off: they are comfort, and nothing may open without them. */
    PROXY_REDIRECTS: z.enum(['on', 'off']).default('on'),
  },
  runtimeEnv: process.env,
  emptyStringAsUndefined: true,
  // `next build` imports the code without a database; everything is checked when it runs.
  skipValidation: process.env.NEXT_PHASE === 'phase-production-build',
});
