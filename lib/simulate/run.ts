import type { CatalogAt } from '../catalog/schema';
import type { Failure } from '../errors';
import type { Id } from '../ids';
import type { Command } from '../ledger/command';
import type { Instant, Zone } from '../time';
import { checkExpectation, shownCredits, type Claim } from './claims';
import { commandOf, firstInterval, seatsMin } from './command-of';
import type { ScenarioEvent } from './events';
import type { Expectation } from './expectations';
import { GivenNames } from './given-names';
import { Life } from './life';
import type { Scenario } from './scenario';
import { inOrder } from './timeline';

/** What an event, or the opening of the account, came to. */
export interface Outcome {
  readonly at: Instant;
  /** Where in the file: "/events/3", "/account". */
  readonly place: string;
  /** The event's word. */
  readonly event: ScenarioEvent['do'] | 'open';
  /** Why it was refused; null: it was done. */
  readonly refusal: Failure | null;
  /** The scenario says that it is refused, rightly or not. */
  readonly foreseen: boolean;
  /** Number of the account's last entry by then: where it belongs on the statement. */
  readonly afterSeq: number;
}

/** A claim of the scenario, met or not. */
export interface Verdict extends Claim {
  readonly at: Instant;
  /** Where in the file: "/expect/3", "/events/2". */
  readonly place: string;
  readonly why: string | null;
}

/** A scenario that has been lived through. */
export interface Simulation {
  readonly life: Life;
  readonly outcomes: readonly Outcome[];
  readonly verdicts: readonly Verdict[];
  readonly generationNames: ReadonlyMap<Id, string>;
  readonly grantNames: ReadonlyMap<number, string>;
}

/**
 * Lives a scenario through in memory, by the ledger's own rules. At one instant: what falls due by itself, expectations
 * that look `before`, events in the order of the file, the other expectations.
 * @param zone the account's
 */
export function simulate(scenario: Scenario, catalogAt: CatalogAt, zone: Zone): Simulation {
  const run = new Run(scenario, catalogAt, zone);
  const looks = scenario.expect.map((expectation, index) => {
    const live = () => run.expect(expectation, `/expect/${index}`, expectation.at);
    return { at: expectation.at, before: expectation.before, live };
  });
  const steps = [
    ...looks.filter(({ before }) => before),
    ...scenario.events.map((event, index) => ({ at: event.at, live: () => run.happen(event, `/events/${index}`) })),
    ...looks.filter(({ before }) => !before),
  ];
  run.open();
  for (const { item } of inOrder(steps)) {
    run.moveTo(item.at);
    item.live();
  }
  return run;
}

class Run implements Simulation {
  readonly life: Life;
  readonly outcomes: Outcome[] = [];
  readonly verdicts: Verdict[] = [];
  readonly #names = new GivenNames();
  #lastDue = 0n;
  #lastRefused: string | null = null;
  #countedEntries = 0;
  #ids = 0;

  constructor(
    readonly scenario: Scenario,
    readonly catalogAt: CatalogAt,
    zone: Zone,
  ) {
    const { opensAt, hadBefore } = scenario.account;
    this.life = new Life(catalogAt, hadBefore, { id: this.#newId(), opensAt, zone }, scenario.payments);
  }

  get generationNames() {
    return this.#names.generationNames();
  }

  get grantNames() {
    return this.#names.grantNames();
  }

  /** The account comes into being, on its first plan. */
  open(): void {
    const { opensAt: at, plan, interval, seats } = this.scenario.account;
    const catalog = this.catalogAt(at);
    const planId = plan === undefined ? catalog.defaultPlan : plan;
    if (planId === null) return;
    const intervalId = interval ?? firstInterval(catalog, planId);
    const command = { type: 'subscribe', planId, intervalId, seats: seats ?? seatsMin(catalog, planId) } as const;
    const done = this.life.do(command, at);
    if (done.ok) this.#lastDue = done.value.due;
    this.#note({ at, place: '/account', event: 'open', refusal: done.ok ? null : done.error, foreseen: false });
  }

  moveTo(at: Instant): void {
    this.life.moveTo(at);
    this.#names.noteArrived(this.life.grants);
  }

  happen(event: ScenarioEvent, place: string): void {
    const { at, refused, due, why = null } = event;
    const { refusal, price } = event.do === 'payments' ? this.#changePayments(event) : this.#do(event);
    this.#lastRefused = refusal?.code ?? null;
    // What a quote says would be refused is its answer.
    const foreseen = refused !== undefined || event.do === 'quote';
    this.#note({ at, place, event: event.do, refusal, foreseen });

    const about = { at, place, why };
    if (refused !== undefined) {
      const found = refusal?.code ?? null;
      this.verdicts.push({ ...about, what: 'refused', expected: refused, found, met: found === refused });
    }
    if ('costs' in event && event.costs !== undefined) {
      const found = price === null ? null : shownCredits(price);
      this.verdicts.push({
        ...about,
        what: 'costs',
        expected: shownCredits(event.costs),
        found,
        met: price === event.costs,
      });
    }
    if (due !== undefined) {
      const met = this.#lastDue === due;
      this.verdicts.push({ ...about, what: 'due', expected: Number(due), found: Number(this.#lastDue), met });
    }
    if (event.expect) this.expect(event.expect, place, at);
  }

  expect(expectation: Expectation & { why?: string }, place: string, at: Instant): void {
    const { state, grants, entries, paid } = this.life;
    const look = {
      at,
      state,
      catalog: this.catalogAt(at),
      grants: [...grants.values()],
      grantNames: this.grantNames,
      entries: entries.slice(this.#countedEntries),
      lastDue: this.#lastDue,
      paidTotal: paid,
      lastRefused: this.#lastRefused,
    };
    const why = expectation.why ?? null;
    this.verdicts.push(...checkExpectation(expectation, look).map((claim) => ({ at, place, why, ...claim })));
    if (expectation.entries) this.#countedEntries = entries.length;
  }

  #changePayments(event: Extract<ScenarioEvent, { do: 'payments' }>): Done {
    const paid = this.life.paid;
    this.life.payments = event.how;
    if (event.how === 'at_boundary') this.life.payOwed(event.at);
    this.#lastDue = this.life.paid - paid;
    return { refusal: null, price: null };
  }

  #do(event: Exclude<ScenarioEvent, { do: 'payments' }>): Done {
    this.#lastDue = 0n;
    const { life } = this;
    const catalog = this.catalogAt(event.at);
    const names = this.#names;
    const command = commandOf(event, {
      state: life.state,
      catalog,
      newGeneration: this.#newId(),
      generation: (name) => names.generations.get(name) ?? null,
      quote: (name) => names.quotes.get(name) ?? null,
      grant: (reference) => names.grant(reference, life.grants),
    });
    if (!command.ok) return { refusal: command.error, price: null };
    const price = priceIn(command.value);
    const done = life.do(command.value, event.at);
    if (!done.ok) return { refusal: done.error, price };
    this.#lastDue = done.value.due;
    names.note(event, command.value, done.value.change, catalog);
    return { refusal: done.value.change.offer?.refusal ?? null, price };
  }

  #note(outcome: Omit<Outcome, 'afterSeq'>): void {
    this.outcomes.push({ ...outcome, afterSeq: this.life.state.header.seq });
  }

  /** The same scenario has the same ids, whoever runs it. */
  #newId(): Id {
    this.#ids += 1;
    return `00000000-0000-7000-8000-${String(this.#ids).padStart(12, '0')}`;
  }
}

interface Done {
  refusal: Failure | null;
  /** What it was priced at (micro-credits); null: it has no price. */
  price: bigint | null;
}

function priceIn(command: Command): bigint | null {
  switch (command.type) {
    case 'quote':
    case 'debit':
    case 'hold':
      return command.quote.credits;
    case 'capture':
      return command.credits;
    default:
      return null;
  }
}
