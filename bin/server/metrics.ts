import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Batcher } from '@/services/ledger/batch';

/** Figures of this process, for Prometheus to read. Times in seconds. */
export interface Metrics {
  /** Counts an answered request. `route` is one of few: never a path that somebody made up. */
  answered(route: string, method: string, status: number, seconds: number): void;
  /** Follows a batcher: how much waits, and how large its transactions are. */
  follow(batcher: Batcher): void;
  text(): Promise<string>;
  readonly contentType: string;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
const ITEMS = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** @param workerLag asked when the figures are read: for how many seconds the oldest thing that is due has been waiting */
export function openMetrics(workerLag?: () => Promise<number>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'meterbook_requests_total',
    help: 'Requests answered, by route, method and status',
    labelNames: ['route', 'method', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'meterbook_request_seconds',
    help: 'From a request’s head to the end of its answer',
    labelNames: ['route'],
    buckets: SECONDS,
    registers,
  });
  const batchItems = new Histogram({
    name: 'meterbook_batch_items',
    help: 'Items in one transaction of the ledger',
    buckets: ITEMS,
    registers,
  });
  const batchSeconds = new Histogram({
    name: 'meterbook_batch_seconds',
    help: 'From the beginning of a transaction of the ledger to its commit',
    buckets: SECONDS,
    registers,
  });
  let followed: Batcher | undefined;
  new Gauge({
    name: 'meterbook_queue_items',
    help: 'Items that wait for a transaction of the ledger',
    registers,
    collect() {
      this.set(followed?.waiting() ?? 0);
    },
  });
  if (workerLag) {
    new Gauge({
      name: 'meterbook_worker_lag_seconds',
      help: 'For how long the oldest thing that is due has been waiting for the worker',
      registers,
      async collect() {
        // The other figures are worth having where the database is away.
        this.set(await workerLag().catch(() => NaN));
      },
    });
  }
  return {
    answered(route, method, status, seconds) {
      requests.inc({ route, method: METHODS.has(method) ? method : 'other', status });
      durations.observe({ route }, seconds);
    },
    follow(batcher) {
      if (followed === batcher) return;
      followed = batcher;
      batcher.watch(({ items, seconds }) => {
        batchItems.observe(items);
        batchSeconds.observe(seconds);
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
