import { ofTheApi } from './api';
import { ofTheLedger } from './ledger';
import type { Mutation } from './mutation';
import { ofThePayments } from './payments';
import { ofThePlans } from './plans';
import { ofTheShell } from './shell';
import { ofTheWorker } from './worker';

/**
 * The promises that must not break unnoticed: each with the smallest change that breaks it, and the test that fails then.
 * Whoever changes the code that a mutation is in finds its new place here.
 */
export const mutations: readonly Mutation[] = [
  ...ofTheShell,
  ...ofTheApi,
  ...ofTheLedger,
  ...ofThePlans,
  ...ofThePayments,
  ...ofTheWorker,
];
