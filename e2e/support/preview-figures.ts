import { expect, type Page } from '@playwright/test';

/** What the page of a preview says in figures. */
export interface PreviewFigures {
  /** Each line that is due today, and what that makes: [what, how much]. Empty: nothing is due. */
  due: string[][];
  /** "$24.99 on Mar 1, 2026, 09:00 AM UTC"; null: no further invoice follows by itself. */
  next: string | null;
  /** Credits now, and after it. */
  credits: number[];
  /** Of both, what is held besides and what is locked, where there is any: [now, after]. */
  held?: number[];
  locked?: number[];
  /** Each lot of credits: what is left of it now, and after, and what becomes of it. */
  lots: string[][];
}

/** Reads the preview that has this heading, once it is there. */
export async function previewFigures(page: Page, heading: string): Promise<PreviewFigures> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
  return page.evaluate(() => {
    const textOf = (element: Element | undefined | null) => (element as HTMLElement | undefined)?.innerText ?? '';
    const rowsOf = (name: string) => {
      const tables = [...document.querySelectorAll('main table')];
      const table = tables.find((each) => each.querySelector('caption')?.textContent === name);
      return [...(table?.querySelectorAll('tbody tr, tfoot tr') ?? [])].map((row) =>
        [...row.querySelectorAll('th, td')].map((cell) => textOf(cell).split('\n')[0]!),
      );
    };
    const boxes = [...document.querySelectorAll<HTMLElement>('main [data-credits]')];
    const besides = (pattern: RegExp) => {
      const found = boxes.map((box) => Number(pattern.exec(textOf(box))?.[1]?.replaceAll(',', '') ?? 0));
      return found.some((credits) => credits > 0) ? found : undefined;
    };
    const words = textOf(document.querySelector('main'));
    const next = /If nothing else changes, (\S+) is billed on (.+? UTC)\./.exec(words);
    if (!next && !words.includes('No further invoice follows by itself.')) throw new Error('no word of a next invoice');
    if (rowsOf('Due today').length === 0 && !words.includes('Nothing is due today.'))
      throw new Error('nothing on dues');
    return {
      due: rowsOf('Due today'),
      next: next && `${next[1]} on ${next[2]}`,
      credits: boxes.map((box) => Number(box.dataset.credits)),
      held: besides(/([\d.,]+) held besides/),
      locked: besides(/of which ([\d.,]+) locked/),
      lots: [...document.querySelectorAll('tr[data-fate]')].map((row) =>
        [...row.querySelectorAll('td')].map((cell) => textOf(cell)),
      ),
    };
  });
}
