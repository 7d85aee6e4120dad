import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCatalog } from '../catalog/parse';
import type { Catalog } from '../catalog/schema';
import { credits } from '../credits';
import { pastCosts } from './past-costs';

function shipped(id: string): Catalog {
  const parsed = parseCatalog(readFileSync(new URL(`../../catalogs/${id}.json`, import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.catalog;
}

const months = (...used: number[]) =>
  used.map((each, index) => ({ month: `2026-0${index + 1}-01`, used: credits(each) }));
const on = (catalog: Catalog, planId: string, intervalId: string, used: number[], seats = 1) =>
  pastCosts(catalog, months(...used), seats).find((each) => each.planId === planId && each.intervalId === intervalId)!;

describe('what past months would have cost', () => {
  const [captions, aiStudios, artifio] = ['captions', 'ai-studios', 'artifio'].map(shipped) as [
    Catalog,
    Catalog,
    Catalog,
  ];

  it('is the plan’s price for each month that fits', () => {
    expect(on(captions, 'max', 'month', [500, 0, 320])).toEqual({
      planId: 'max',
      intervalId: 'month',
      months: [
        { month: '2026-01-01', cost: 2499, missing: 0 },
        { month: '2026-02-01', cost: 2499, missing: 0 },
        { month: '2026-03-01', cost: 2499, missing: 0 },
      ],
      total: 7497,
    });
  });

  it('says how many credits would have been missing where nothing is sold beside a plan', () => {
    const { months: each, total } = on(captions, 'pro', 'month', [200, 260]);
    expect(each).toEqual([
      { month: '2026-01-01', cost: 999, missing: 0 },
      { month: '2026-02-01', cost: null, missing: 60 },
    ]);
    expect(total).toBeNull();
  });

  it('counts what has to be bought beside it: add-ons, packs, a twelfth of a year', () => {
    // 60 of the plan and two times 60 more at $10; a year's $348 is $29 a month.
    expect(on(aiStudios, 'personal', 'month', [180]).total).toBe(2900 + 2000);
    expect(on(aiStudios, 'personal', 'year', [180]).total).toBe(2900 + 2000);
    expect(on(artifio, 'pay-as-you-go', 'month', [500, 2400]).total).toBe(500 + 1900 + 500);
  });

  it('goes by the seats that are asked for', () => {
    expect(on(aiStudios, 'team', 'month', [600], 4).total).toBe(4 * 3900);
    expect(on(aiStudios, 'enterprise', 'contract', [600]).total).toBeNull();
  });
});
