import type { Quote } from '../catalog/price';
import type { Catalog } from '../catalog/schema';
import type { Micro } from '../credits';
import type { Command } from '../ledger/command';
import type { Change } from '../ledger/decide';
import type { Grant } from '../ledger/state';
import type { Instant } from '../time';
import { requestOf, type PricedGeneration } from './command-of';
import type { ScenarioEvent } from './events';
import { kindOfName } from './names';

interface PromisedGrant {
  readonly name: string;
  readonly amount: Micro;
  readonly effectiveAt: Instant;
  readonly expiresAt: Instant | null;
}

/** What the names mean that the author has given by now. */
export class GivenNames {
  readonly generations = new Map<string, PricedGeneration>();
  readonly quotes = new Map<string, Quote>();
  readonly #grants = new Map<string, number>();
  #promised: readonly PromisedGrant[] = [];

  /**
   * The number of a grant, by its name or by its place in the order in which they came (1 is the first).
   * @returns 0, which no grant has, where there is none
   */
  grant(reference: string | number, all: ReadonlyMap<number, Grant>): number {
    if (typeof reference === 'number') return [...all.keys()][reference - 1] ?? 0;
    return this.#grants.get(reference) ?? 0;
  }

  /** The name that stands for a thing: of a grant by its number, of a generation by its id. */
  readonly grantNames = (): ReadonlyMap<number, string> => new Map([...this.#grants].map(([name, id]) => [id, name]));
  readonly generationNames = (): ReadonlyMap<string, string> =>
    new Map([...this.generations].map(([name, { id }]) => [id, name]));

  /** Gives what an event has made the name that the event says. */
  note(event: ScenarioEvent, command: Command, change: Change, catalog: Catalog): void {
    if (!('as' in event) || event.as === undefined) return;
    const name = event.as;
    switch (kindOfName(event.do)) {
      case 'quote':
        if (command.type === 'quote') this.quotes.set(name, command.quote);
        return;
      case 'generation':
        if (event.do !== 'use' && event.do !== 'hold') return;
        if (command.type !== 'debit' && command.type !== 'hold') return;
        this.generations.set(name, {
          id: command.generationId,
          request: requestOf(event),
          quote: command.quote,
          catalog,
        });
        return;
      case 'grant':
        this.#noteGrants(name, command, change);
    }
  }

  /** Of several grants at once the first has the name itself, the second the name and "-2". */
  #noteGrants(name: string, command: Command, change: Change): void {
    const issued = change.entries.filter(({ from }) => from === 'issued');
    for (const [index, { grantId }] of issued.entries()) {
      const own = index === 0 ? name : `${name}-${index + 1}`;
      // A name that the author gave goes before one that was made up.
      if (index === 0 || !this.#grants.has(own)) this.#grants.set(own, grantId!);
    }
    if (command.type !== 'grant' || issued.length > 0) return;
    const { amount, effectiveAt = 0, expiresAt } = command;
    this.#promised = [...this.#promised, { name, amount, effectiveAt, expiresAt }];
  }

  /** Finds promised grants among those that have come. */
  noteArrived(all: ReadonlyMap<number, Grant>): void {
    const taken = new Set(this.#grants.values());
    this.#promised = this.#promised.filter((promise) => {
      const arrived = [...all.values()].find((grant) => !taken.has(grant.id) && isPromised(grant, promise));
      if (!arrived) return true;
      taken.add(arrived.id);
      this.#grants.set(promise.name, arrived.id);
      return false;
    });
  }
}

function isPromised(grant: Grant, { amount, effectiveAt, expiresAt }: PromisedGrant): boolean {
  return grant.effectiveAt === effectiveAt && grant.amount === amount && grant.expiresAt === expiresAt && !grant.planId;
}
