import { appendFileSync, readFileSync } from 'node:fs';

/** One debit under its idempotency key, in whole credits. */
export interface Debit {
  key: string;
  account: string;
  quantity: number;
}

/** What is known of a debit by those who asked for it. */
export interface Known extends Debit {
  /** Times that nobody could say whether it was done. */
  unknown: number;
  /** The generation of each answer that told of one: they have to be alike. */
  generations: string[];
}

type Line = { asked: Debit } | { key: string; generation: string | null };

/** Keeps, outside the server and its database, what was asked and what was answered. */
export interface Journal {
  asked(debit: Debit): void;
  /** @param generation null: no answer, or one that says nothing */
  answered(key: string, generation: string | null): void;
  read(): Known[];
}

export function openJournal(file: string): Journal {
  const write = (line: Line) => appendFileSync(file, `${JSON.stringify(line)}\n`);
  return {
    asked: (debit) => write({ asked: debit }),
    answered: (key, generation) => write({ key, generation }),
    read() {
      const known = new Map<string, Known>();
      for (const text of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
        const line = JSON.parse(text) as Line;
        if ('asked' in line) known.set(line.asked.key, { ...line.asked, unknown: 0, generations: [] });
        else if (line.generation === null) known.get(line.key)!.unknown += 1;
        else known.get(line.key)!.generations.push(line.generation);
      }
      return [...known.values()];
    },
  };
}
