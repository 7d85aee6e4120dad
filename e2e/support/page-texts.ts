import type { Page } from '@playwright/test';

/** A text that a page shows or says, and where: an element's name, or that of an attribute. */
export interface PageText {
  text: string;
  where: string;
}

/** Code to be copied, and the reference of the API, which is made from its document by a library of its own. */
const NOT_WORDS = 'script, style, noscript, template, pre, code, kbd, .swagger-ui';
const SPOKEN = [
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'aria-roledescription',
  'title',
  'placeholder',
  'alt',
];

/** Every text of the page that is open, also what is folded away or for screen readers alone; each once. */
export async function textsOf(page: Page): Promise<PageText[]> {
  return page.evaluate(
    ({ notWords, spoken }) => {
      const found = new Map<string, string>();
      const note = (text: string | null, where: string) => {
        const words = text?.replace(/\s+/g, ' ').trim();
        if (words && !found.has(words)) found.set(words, where);
      };
      note(document.title, 'title of the document');
      note(document.querySelector('meta[name=description]')?.getAttribute('content') ?? null, 'description');
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement!;
        if (!parent.closest(notWords)) note(node.textContent, parent.tagName.toLowerCase());
      }
      for (const element of document.body.querySelectorAll('*')) {
        if (element.closest(notWords)) continue;
        for (const name of spoken) note(element.getAttribute(name), `${name} of ${element.tagName.toLowerCase()}`);
      }
      return [...found].map(([text, where]) => ({ text, where }));
    },
    { notWords: NOT_WORDS, spoken: SPOKEN },
  );
}
