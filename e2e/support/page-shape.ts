import type { Page } from '@playwright/test';

/** What does not fit on the page that is open: it scrolls sideways, or a text is cut off. Empty: all of it fits. */
export async function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const excess = document.documentElement.scrollWidth - window.innerWidth;
    const cut = [...document.body.querySelectorAll<HTMLElement>('*')].filter((element) => {
      if (element.clientWidth < 8 || !element.textContent.trim()) return false; // for screen readers alone
      if (element.title === element.textContent) return false; // a name that is also told in full
      const { overflowX } = getComputedStyle(element);
      return (overflowX === 'hidden' || overflowX === 'clip') && element.scrollWidth > element.clientWidth + 1;
    });
    return [
      ...(excess > 0 ? [`${excess} pixels wider than the screen`] : []),
      ...cut.map((element) => `cut off: ${element.tagName.toLowerCase()} "${element.textContent.trim().slice(0, 60)}"`),
    ];
  });
}
