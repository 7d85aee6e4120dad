import { appendFileSync, readFileSync } from 'node:fs';

/** One change under its idempotency key. */
export interface Change {
  key: string;
  account: string;
  kind: 'debit' | 'hold' | 'capture' | 'void' | 'refund';
  /** What it charges, holds or gives back, in whole credits. */
  quantity: number;
  /** What a capture, void or refund is of. */
  of?: { generation: string; quantity: number };
}

/** What is known of a change by those who asked for it. */
export interface Known extends Change {
  /** Times that nobody could say whether it was done. */
  unknown: number;
  /** The digest of each answer: they have to be alike. */
  answers: string[];
}

type Line = { asked: Change } | { key: string; answer: string | null };

/** Keeps, outside the server and its database, what was asked and what was answered. */
export interface Journal {
  asked(change: Change): void;
  /** @param answer a digest of it; null: no answer, or one that says nothing */
  answered(key: string, answer: string | null): void;
  read(): Known[];
}

export function openJournal(file: string): Journal {
  const write = (line: Line) => appendFileSync(file, `${JSON.stringify(line)}\n`);
  return {
    asked: (change) => write({ asked: change }),
    answered: (key, answer) => write({ key, answer }),
    read() {
      const known = new Map<string, Known>();
      for (const text of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
        const line = JSON.parse(text) as Line;
        if ('asked' in line) known.set(line.asked.key, { ...line.asked, unknown: 0, answers: [] });
        else if (line.answer === null) known.get(line.key)!.unknown += 1;
        else known.get(line.key)!.answers.push(line.answer);
      }
      return [...known.values()];
    },
  };
}
