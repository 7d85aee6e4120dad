import type { Database } from '@/db/client';
import type { CatalogBook } from '@/lib/catalog/catalogs';
import type { Clock } from '@/lib/clock';
import type { Taxes } from '@/lib/plans/taxes-file';
import type { Batcher } from './ledger/batch';
import type { Limits } from './limits/limits';
import type { PaymentProvider } from './payments/provider';
import type { Secrets } from './secrets';
import type { Step } from './steps';

/** What every service works with. Made once a process (services/runtime.ts), or by a test for its own database. */
export interface Context {
  db: Database;
  /** Real time. Test accounts carry a clock of their own, which wins for everything about their credits. */
  clock: Clock;
  catalogs: CatalogBook;
  /** Id of the catalog that people who sign up by themselves get. */
  signUpCatalog: string;
  /** Where people reach the portal, without a slash at the end. */
  publicUrl: string;
  /** Whether a mail address counts only once it is confirmed; absent: as it is typed, since no mail is sent. */
  confirmsAddresses?: boolean;
  /** What quotes are signed with. */
  secrets: Secrets;
  /** How often keys and accounts may ask; absent: as often as they like. */
  limits?: Limits;
  /** Who collects money; absent: the built-in provider. */
  payments?: PaymentProvider;
  /** Which taxes are added to what is charged, by where the invoice goes; absent: none. */
  taxes?: Taxes;
  /** Joins what is asked of the ledger at one moment; absent: each item has a transaction of its own. */
  batcher?: Batcher;
  /** Told of what went wrong and is made good later, for whoever runs the program; absent: nobody is. */
  warn?(facts: object, words: string): void;
  /** For tests: told of each step of a renewal and of its mail, so that they can end the program right there. */
  onStep?(step: Step): void | Promise<void>;
}
