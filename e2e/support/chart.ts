import type { Page } from '@playwright/test';

/** Goes to the chart of the page, as far as it has to, and waits until it is drawn: it comes when its place is near. */
export async function drawnChart(page: Page): Promise<void> {
  await page.getByRole('figure').first().scrollIntoViewIfNeeded();
  await page.locator('.recharts-bar-rectangle path').first().waitFor();
}
