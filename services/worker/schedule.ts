import type { CronItem } from 'graphile-worker';

/** What is done by the clock, in UTC. What was missed while no worker ran is done once when one is back. */
export const schedule: readonly CronItem[] = [
  { task: 'clear_up', match: '23 3 * * *', options: { backfillPeriod: 24 * 3_600_000, jobKey: 'clear_up' } },
];
