import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCatalog } from '../catalog/parse';
import { parseScenario } from './parse';
import { simulate } from './run';
import { reportOf, type Report } from './statement';

function catalog(name: string) {
  const parsed = parseCatalog(readFileSync(new URL(`../../catalogs/${name}.json`, import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.catalog;
}

/** Lives a scenario on Captions Pro, from 10 March 2026, unless it says something else. */
function live(change: Record<string, unknown>): Report {
  const { catalog: name = 'captions', ...rest } = change;
  const scenario = { format: 1, name: 'A scenario', catalog: 'any', events: [], ...rest };
  const account = { opensAt: '2026-03-10T09:00', plan: 'pro', ...((change.account as object | undefined) ?? {}) };
  const parsed = parseScenario(JSON.stringify({ ...scenario, account }), 'UTC');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const used = catalog(name as string);
  return reportOf(simulate(parsed.scenario, () => used, parsed.zone));
}

/** What was not met: "/expect/0 balance: 280, not 281". */
function unmet(report: Report): string[] {
  return report.expectations
    .filter(({ met }) => !met)
    .map(
      ({ place, what, found, expected }) =>
        `${place} ${what}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`,
    );
}

describe('an expectation', () => {
  const events = [
    { at: '2026-03-15', do: 'use', as: 'clip-1', feature: 'prompt-to-video', quantity: 15 },
    { at: '2026-03-20', do: 'hold', feature: 'ai-edit', lapsesAt: '2026-04-01' },
    { at: '2026-03-21', do: 'buy', pack: 'none', refused: 'unknown_pack' },
  ];
  const at = '2026-03-25';

  it.each<[Record<string, unknown>, Record<string, unknown>]>([
    [{ balance: 66 }, { balance: 66.000001 }],
    [{ spendable: 66 }, { spendable: 65 }],
    [{ held: 14 }, { held: 0 }],
    [
      {
        period: { start: '2026-03-10T09:00', end: '2026-04-10T09:00', carriedIn: 0, granted: 200, used: 120, ended: 0 },
      },
      { period: { used: 134 } },
    ],
    [{ period: {} }, { period: null }],
    [{ nextRefresh: { at: '2026-04-10T09:00', credits: 200 } }, { nextRefresh: { at: '2026-04-10T09:00:00.001' } }],
    [{ nextRefresh: { credits: 200 } }, { nextRefresh: null }],
    [{ plan: 'pro' }, { plan: 'max' }],
    [{ interval: 'month' }, { interval: null }],
    [{ seats: 1 }, { seats: 2 }],
    [{ status: 'active' }, { status: 'suspended' }],
    [{ next: null }, { next: 'cancel' }],
    [{ units: { any: 0 } }, { units: { any: 1 } }],
    [{ topUp: 'off' }, { topUp: 'on' }],
    [
      { grants: [{ source: 'plan', plan: 'pro', rule: 'monthly', amount: 200, spent: 120, held: 14, available: 66 }] },
      { grants: [] },
    ],
    [{ grants: [{ paid: 999, from: '2026-03-10T09:00', endsAt: '2026-06-10T09:00' }] }, { grants: [{ endsAt: null }] }],
    [{ openGrants: [{ expired: 0, revoked: 0, reissued: 0 }] }, { openGrants: [{ expired: 1 }] }],
    [{ someGrants: [{ amount: 200 }] }, { someGrants: [{ amount: 200 }, { amount: 200 }] }],
    [{ someGrants: [] }, { someGrants: [{ name: 'gift' }] }],
    [{ lastDue: 0 }, { lastDue: 999 }],
    [{ paidTotal: 999 }, { paidTotal: 998 }],
    [{ lastRefused: 'unknown_pack' }, { lastRefused: null }],
    [{ entries: { grant: 1, debit: 1, hold: 1, expire: 0 } }, { entries: { debit: 2 } }],
    [{ prices: [{ feature: 'voiceover', quantity: 11, costs: 2 }] }, { prices: [{ feature: 'voiceover', costs: 2 }] }],
    [
      { prices: [{ feature: 'genai-image', refused: 'model_required' }] },
      { prices: [{ feature: 'genai-image', model: 'photon', refused: 'model_required' }] },
    ],
  ])('%j is met, and %j is not', (right, wrong) => {
    expect(unmet(live({ events, expect: [{ at, ...right }] }))).toEqual([]);
    const report = live({ events, expect: [{ at, ...wrong }] });
    expect(unmet(report)).toHaveLength(1);
    expect(report.ok).toBe(false);
  });

  it('of an event is met by that event alone', () => {
    const use = { at, do: 'use', feature: 'ai-edit' };
    expect(live({ events: [{ ...use, costs: 14, due: 0, expect: { balance: 186 } }] })).toMatchObject({
      met: 3,
      of: 3,
      ok: true,
    });
    expect(unmet(live({ events: [{ ...use, costs: 15 }] }))).toEqual(['/events/0 costs: 14, not 15']);
    expect(unmet(live({ events: [{ ...use, due: 1 }] }))).toEqual(['/events/0 due: 0, not 1']);
    expect(unmet(live({ events: [{ ...use, refused: 'cap_reached' }] }))).toEqual([
      '/events/0 refused: null, not "cap_reached"',
    ]);
    expect(unmet(live({ events: [{ ...use, quantity: 15, refused: 'cap_reached' }] }))).toEqual([
      '/events/0 refused: "insufficient_credits", not "cap_reached"',
    ]);
  });

  it('counts entries since entries were last counted, whatever else was looked at between', () => {
    const report = live({
      events,
      expect: [
        { at: '2026-03-16', entries: { grant: 1, debit: 1 } },
        { at: '2026-03-17', balance: 80 },
        { at, entries: { grant: 0, debit: 0, hold: 1 } },
      ],
    });
    expect(unmet(report)).toEqual([]);
  });
});

describe('at one instant', () => {
  const at = '2026-04-10T09:00';

  it('comes first what falls due, then what looks before, then events in their order, then the other expectations', () => {
    const report = live({
      events: [
        { at, do: 'use', credits: 300, expect: { balance: 100 } },
        { at, do: 'use', credits: 100, expect: { balance: 0 } },
      ],
      expect: [
        { at, balance: 0 },
        { at, before: true, balance: 400, paidTotal: 1998 },
        { at: '2026-04-10T08:59:59.999', balance: 200, paidTotal: 999 },
      ],
    });
    expect(unmet(report)).toEqual([]);
    expect(report.expectations.map(({ place }) => place)).toEqual([
      ...['/expect/2', '/expect/2', '/expect/1', '/expect/1', '/events/0', '/events/1', '/expect/0'],
    ]);
  });

  it('the file may tell of it in any order', () => {
    const events = [
      { at: '2026-03-20', do: 'use', credits: 50, expect: { balance: 100 } },
      { at: '2026-03-15', do: 'use', credits: 50, expect: { balance: 150 } },
    ];
    expect(unmet(live({ events }))).toEqual([]);
  });
});

describe('an event that is refused', () => {
  it('is a failure where the scenario does not say so, and changes nothing', () => {
    const report = live({
      events: [{ at: '2026-03-15', do: 'use', credits: 201 }],
      expect: [{ at: '2026-03-16', balance: 200 }],
    });
    expect(report).toMatchObject({ met: 1, of: 1, ok: false });
    expect(report.refusals).toMatchObject([
      { place: '/events/0', event: 'use', code: 'insufficient_credits', foreseen: false },
    ]);
  });

  it('costs nothing', () => {
    const upgrade = { at: '2026-03-15', do: 'change-plan', plan: 'max' };
    const again = { ...upgrade, refused: 'change_not_possible', due: 0, expect: { lastDue: 0 } };
    expect(unmet(live({ events: [{ ...upgrade, due: 1500, expect: { lastDue: 1500 } }, again] }))).toEqual([]);
  });

  it('is foreseen where it is said, and where a quote only says what would happen', () => {
    const events = [
      { at: '2026-03-15', do: 'use', credits: 201, refused: 'insufficient_credits' },
      { at: '2026-03-15', do: 'quote', credits: 201, costs: 201 },
    ];
    expect(live({ events })).toMatchObject({ met: 2, of: 2, ok: true });
  });

  it('is a request that has no price, too', () => {
    const events = [{ at: '2026-03-15', do: 'use', feature: 'ai-creatr' }];
    expect(live({ events }).refusals).toMatchObject([{ code: 'unknown_feature', foreseen: false }]);
  });

  it('may be the opening of the account', () => {
    const report = live({ account: { plan: 'prro' } });
    expect(report).toMatchObject({ ok: false, refusals: [{ place: '/account', event: 'open', code: 'unknown_plan' }] });
  });
});

describe('names', () => {
  it('stand for the grants of an event, one after the other', () => {
    const report = live({
      catalog: 'artifio',
      account: { plan: undefined },
      events: [
        { at: '2026-03-11', do: 'buy', pack: 'credits-500', count: 3, as: 'pack' },
        { at: '2026-03-12', do: 'revoke', grant: 'pack-2' },
        { at: '2026-03-12', do: 'revoke', grant: 3, credits: 100 },
      ],
      expect: [
        {
          at: '2026-03-13',
          grants: [
            { name: 'pack', available: 500 },
            { name: 'pack-2', revoked: 500 },
            { name: 'pack-3', revoked: 100 },
          ],
        },
      ],
    });
    expect(unmet(report)).toEqual([]);
  });

  it('stand for promised grants once they have come', () => {
    const gift = { at: '2026-03-11', do: 'grant', credits: 5 };
    const report = live({
      events: [
        { ...gift, from: '2026-03-20', as: 'first' },
        { ...gift, from: '2026-03-20', as: 'second' },
        { ...gift, as: 'now' },
        { at: '2026-03-19', do: 'revoke', grant: 'first', refused: 'unknown_grant' },
        { at: '2026-03-21', do: 'revoke', grant: 'second', credits: 2 },
      ],
      expect: [
        {
          at: '2026-03-22',
          someGrants: [{ name: 'now' }, { name: 'first', revoked: 0 }, { name: 'second', revoked: 2 }],
        },
      ],
    });
    expect(unmet(report)).toEqual([]);
    expect(report.ok).toBe(true);
  });

  it('of work that was refused stand for nothing', () => {
    const events = [
      { at: '2026-03-11', do: 'hold', as: 'clip-1', credits: 201, refused: 'insufficient_credits' },
      { at: '2026-03-11', do: 'void', generation: 'clip-1', refused: 'not_found' },
      { at: '2026-03-11', do: 'quote', as: 'offer', feature: 'nothing', refused: 'unknown_feature' },
      { at: '2026-03-11', do: 'use', quote: 'offer', refused: 'not_found' },
    ];
    expect(live({ events })).toMatchObject({ met: 4, of: 4, ok: true });
  });
});

describe('what an event refers to beyond the state', () => {
  it('is what a new cap counts: charged and held in its window, less what was given back', () => {
    const cap = { at: '2026-03-12T18:00', do: 'cap', limit: 50 };
    const spend = { do: 'use', member: 'mia', feature: 'ai-ads' };
    const events = [
      { ...spend, at: '2026-03-11', quantity: 10 },
      { ...spend, at: '2026-03-12', quantity: 25, as: 'clip-1' },
      { at: '2026-03-12', do: 'refund', generation: 'clip-1', credits: 5 },
      { ...spend, at: '2026-03-12', do: 'hold', quantity: 8, as: 'clip-2' },
      { ...spend, at: '2026-03-12', do: 'hold', quantity: 30, as: 'clip-3' },
      { at: '2026-03-12', do: 'void', generation: 'clip-3' },
      { at: '2026-03-12', do: 'capture', generation: 'clip-2', quantity: 6 },
      { ...spend, at: '2026-03-12', quantity: 3, member: 'tom', feature: 'ai-skits' },
    ];
    // 12 March: 25 − 5 + 6 = 26 of Mia's, and Tom's 3; before that 10 of Mia's.
    const left: [Record<string, unknown>, number][] = [
      [{ per: 'day' }, 50 - 29],
      [{ per: 'period' }, 50 - 39],
      [{ per: 'day', member: 'mia' }, 50 - 26],
      [{ per: 'period', member: 'mia' }, 50 - 36],
      [{ per: 'period', feature: 'ai-ads' }, 50 - 36],
    ];
    for (const [of, credits] of left) {
      const more = { ...spend, at: '2026-03-12T19:00' };
      const after = [
        { ...cap, ...of },
        { ...more, quantity: credits + 1, refused: 'cap_reached' },
        { ...more, quantity: credits },
      ];
      expect(live({ events: [...events, ...after] }), JSON.stringify(of)).toMatchObject({ met: 1, of: 1, ok: true });
    }
  });

  it('is a grant that nothing is left in', () => {
    const events = [
      { at: '2026-03-11', do: 'use', as: 'all', credits: 200 },
      {
        at: '2026-03-12',
        do: 'refund',
        generation: 'all',
        credits: 50,
        expect: { grants: [{ spent: 150, available: 50 }] },
      },
    ];
    expect(unmet(live({ events }))).toEqual([]);
  });

  it('is what this person had before', () => {
    const account = { plan: undefined };
    expect(unmet(live({ account, expect: [{ at: '2026-03-10T09:00', balance: 200 }] }))).toEqual([]);
    const had = { ...account, hadBefore: ['welcome'] };
    expect(unmet(live({ account: had, expect: [{ at: '2026-03-10T09:00', balance: 0 }] }))).toEqual([]);
  });
});

describe('payments', () => {
  const at = '2026-05-11';

  it('are made at the boundary, or by hand', () => {
    expect(unmet(live({ expect: [{ at, status: 'active', paidTotal: 2997, balance: 600 }] }))).toEqual([]);
    expect(
      unmet(live({ payments: 'by_hand', expect: [{ at, status: 'awaiting_payment', paidTotal: 999, balance: 200 }] })),
    ).toEqual([]);
  });

  it('that are owed are made when the provider begins to pay', () => {
    const events = [{ at, do: 'payments', how: 'at_boundary', due: 1998, expect: { balance: 600 } }];
    expect(unmet(live({ payments: 'by_hand', events }))).toEqual([]);
  });
});

describe('the report', () => {
  const events = [
    { at: '2026-03-15', do: 'use', as: 'clip-1', feature: 'prompt-to-video', quantity: 15 },
    { at: '2026-03-16', do: 'refund', generation: 'clip-1', credits: 20 },
    { at: '2026-03-17', do: 'use', feature: 'mirage-script' },
  ];

  it('is the same, whoever makes it', () => {
    expect(live({ events })).toEqual(live({ events }));
  });

  it('has a statement that adds up from nothing to the closing balance', () => {
    const { statement, closing } = live({ events, expect: [{ at: '2026-07-01', paidTotal: 3996 }] });
    expect(statement.map(({ number }) => number)).toEqual(statement.map((_, index) => index + 1));
    expect(statement.reduce((sum, { change }) => sum + Number(change), 0)).toBe(closing.balance);
    expect(statement.at(-1)!.balanceAfter).toBe(closing.balance);
    expect(statement[1]).toMatchObject({
      kind: 'debit',
      generation: 'clip-1',
      feature: 'prompt-to-video',
      grant: 1,
      change: -120,
    });
    expect(statement[3]).toMatchObject({ kind: 'free', grant: null, source: null, change: 0 });
  });

  it("tells each grant's life: where its credits are and where they went, all of them", () => {
    const { grants } = live({ events, expect: [{ at: '2026-07-01', paidTotal: 3996 }] });
    for (const { amount, places, went } of grants) {
      expect(Object.values(places).reduce((sum: number, each) => sum + Number(each), 0)).toBe(amount);
      const gone = went.reduce((sum, { credits }) => sum + Number(credits), 0);
      expect(gone + Number(places.available) + Number(places.held)).toBe(amount);
    }
    expect(grants[0]).toMatchObject({ number: 1, source: 'plan', plan: 'pro', amount: 200, paid: 999 });
    expect(grants[0]!.went).toEqual([
      { to: 'spent', why: 'prompt-to-video', credits: 100 },
      { to: 'expired', why: 'lifetime_over', credits: 100 },
    ]);
  });

  it('has every charge with what it is for', () => {
    const { charges, paidTotal } = live({ expect: [{ at: '2026-04-11', balance: 400 }] });
    expect(charges).toMatchObject([
      { at: '2026-03-10T09:00:00.000Z', kind: 'plan', item: 'pro', interval: 'month', quantity: 1, amount: 999 },
      {
        at: '2026-04-10T09:00:00.000Z',
        kind: 'plan',
        item: 'pro',
        amount: 999,
        span: { end: '2026-05-10T09:00:00.000Z' },
      },
    ]);
    expect(paidTotal).toBe(1998);
  });
});
