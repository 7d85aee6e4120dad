import { describe, expect, it } from 'vitest';
import { parseScenario } from './parse';

const right = {
  format: 1,
  name: 'A scenario',
  catalog: 'captions',
  account: { opensAt: '2026-03-01' },
  events: [] as unknown[],
  expect: [] as unknown[],
};

function problems(change: Record<string, unknown>, zone = 'UTC') {
  const parsed = parseScenario(JSON.stringify({ ...right, ...change }), zone);
  return parsed.ok ? [] : parsed.problems.map(({ path, reason }) => `${path}: ${reason}`);
}

const at = '2026-03-02';
const use = { at, do: 'use', feature: 'ai-edit' };

describe('a scenario that is right', () => {
  it('is read, with moments by the clocks of the zone that is handed in', () => {
    const parsed = parseScenario(JSON.stringify({ ...right, events: [use] }), 'Europe/Berlin');
    expect(parsed).toMatchObject({ ok: true, zone: 'Europe/Berlin' });
    if (parsed.ok) expect(parsed.scenario.events[0]!.at).toBe(Date.parse('2026-03-01T23:00:00Z'));
  });

  it('goes by its own zone where it names one', () => {
    const account = { opensAt: '2026-03-01', zone: 'Asia/Kolkata' };
    const parsed = parseScenario(JSON.stringify({ ...right, account, events: [use] }), 'Europe/Berlin');
    expect(parsed).toMatchObject({ ok: true, zone: 'Asia/Kolkata' });
    if (parsed.ok) expect(parsed.scenario.events[0]!.at).toBe(Date.parse('2026-03-01T18:30:00Z'));
  });

  it('has exact credits and whole money', () => {
    const events = [{ ...use, costs: '0.000001', due: 999 }];
    const parsed = parseScenario(JSON.stringify({ ...right, events }), 'UTC');
    expect(parsed).toMatchObject({ ok: true, scenario: { events: [{ costs: 1n, due: 999n }] } });
  });

  it('may speak of a name that an earlier event gives, wherever in the list that stands', () => {
    const events = [
      { at: '2026-03-03', do: 'refund', generation: 'clip-1' },
      { ...use, as: 'clip-1' },
    ];
    expect(problems({ events })).toEqual([]);
  });
});

describe('a scenario that is not right', () => {
  it.each<[string, Record<string, unknown>, string]>([
    [
      'a misspelt event',
      { events: [{ at, do: 'captur', generation: 'x' }] },
      '/events/0/do: no event is called "captur" here; did you mean "capture", "cap" or "cancel"?',
    ],
    ['an event that says nothing', { events: [{ at }] }, '/events/0/do: the event has no name; did you mean'],
    ['no event at all', { events: [5] }, '/events/0: Invalid input: expected object, received number'],
    [
      'a misspelt field of an event',
      { events: [{ ...use, quantty: 5 }] },
      '/events/0: no field is called "quantty" here; did you mean "quantity", "quote" or "at"?',
    ],
    [
      'a field of another event',
      { events: [{ at, do: 'cancel', seats: 3 }] },
      '/events/0: no field is called "seats" here',
    ],
    ['a misspelt field of the file', { event: [] }, '/: no field is called "event" here; did you mean "events"'],
    [
      'a misspelt refusal',
      { events: [{ ...use, refused: 'cap_reachd' }] },
      '/events/0/refused: no refusal is called "cap_reachd" here; did you mean "cap_reached"',
    ],
    [
      'a misspelt expectation',
      { expect: [{ at, balnce: 5 }] },
      '/expect/0: no field is called "balnce" here; did you mean "balance"',
    ],
    [
      'a misspelt expectation within an event',
      { events: [{ ...use, expect: { balnce: 5 } }] },
      '/events/0/expect: no field is called "balnce" here',
    ],
    [
      'a misspelt field of a grant',
      { expect: [{ at, grants: [{ sourc: 'plan' }] }] },
      '/expect/0/grants/0: no field is called "sourc" here; did you mean "source"',
    ],
    [
      'a misspelt kind of entry',
      { expect: [{ at, entries: { grnt: 1 } }] },
      '/expect/0/entries: no field is called "grnt" here; did you mean "grant"',
    ],
    [
      'a misspelt status',
      { expect: [{ at, status: 'activ' }] },
      '/expect/0/status: no status is called "activ" here; did you mean "active"',
    ],
    ['an expectation of nothing', { expect: [{ at }] }, '/expect/0: says nothing about the account'],
    [
      'a price that is neither',
      { expect: [{ at, prices: [{ feature: 'ai-edit' }] }] },
      '/expect/0/prices/0: say either what it "costs" or',
    ],
    ['a moment that never is', { events: [{ ...use, at: '2026-02-30' }] }, '/events/0/at: there is no 2026-02-30'],
    ['a moment in no form', { events: [{ ...use, at: 'soon' }] }, '/events/0/at: a moment is a day'],
    [
      'an event before the account',
      { events: [{ ...use, at: '2026-02-28' }] },
      '/events/0/at: is before the account opens',
    ],
    [
      'an expectation before the account',
      { expect: [{ at: '2026-02-28', balance: 0 }] },
      '/expect/0/at: is before the account opens',
    ],
    ['a zone that is none', { account: { opensAt: at, zone: 'Europe/Berln' } }, '/account/zone: an IANA zone'],
    ['credits below 0', { events: [{ at, do: 'use', credits: -1 }] }, '/events/0/credits: credits are a number from 0'],
    ['credits too fine', { expect: [{ at, balance: 0.0000001 }] }, '/expect/0/balance: credits are a number from 0'],
    ['money with decimals', { events: [{ ...use, due: 9.99 }] }, '/events/0/due: Invalid input: expected int'],
    ['work that is not named', { events: [{ at, do: 'use' }] }, '/events/0: say what: a "feature", plain "credits"'],
    [
      'plain credits with a quantity',
      { events: [{ at, do: 'use', credits: 5, quantity: 2 }] },
      '/events/0/quantity: belongs to a request',
    ],
    [
      'a quote with a feature',
      { events: [{ ...use, quote: 'offer' }] },
      '/events/0/quote: an earlier quote says everything',
    ],
    [
      'a cap of two things',
      { events: [{ at, do: 'cap', limit: 1, per: 'day', member: 'a', feature: 'b' }] },
      '/events/0/feature: a cap is of one member',
    ],
    [
      'a name for what has none',
      { events: [{ at, do: 'cancel', as: 'x' }] },
      '/events/0: no field is called "as" here',
    ],
    ['a name with capitals', { events: [{ ...use, as: 'Clip 1' }] }, '/events/0/as: use lower-case words'],
    [
      'a name twice',
      {
        events: [
          { ...use, as: 'clip-1' },
          { ...use, as: 'clip-1' },
        ],
      },
      '/events/1/as: "clip-1" is a name already',
    ],
    [
      'a generation that is not there yet',
      {
        events: [
          { at, do: 'void', generation: 'clip-9' },
          { ...use, as: 'clip-1' },
        ],
      },
      '/events/0/generation: no earlier generation is called "clip-9" here',
    ],
    [
      'a generation that was meant otherwise',
      {
        events: [
          { ...use, as: 'clip-1' },
          { at, do: 'refund', generation: 'clip-9' },
        ],
      },
      '/events/1/generation: no earlier generation is called "clip-9" here; did you mean "clip-1"?',
    ],
    [
      'a quote that is not there',
      { events: [{ at, do: 'use', quote: 'offer' }] },
      '/events/0/quote: no earlier quote is called "offer" here',
    ],
    [
      'a grant that is not there',
      { events: [{ at, do: 'revoke', grant: 'gift' }] },
      '/events/0/grant: no earlier grant is called "gift" here',
    ],
  ])('%s', (_, change, problem) => {
    expect(
      problems(change).some((each) => each.startsWith(problem)),
      problems(change).join('\n'),
    ).toBe(true);
  });

  it('is told hours that the clocks of its zone skip or show twice', () => {
    const events = ['2026-03-29T02:30', '2026-10-25T02:30'].map((at) => ({ ...use, at }));
    expect(problems({ events }, 'Europe/Berlin')).toEqual([
      '/events/0/at: clocks in Europe/Berlin show 2026-03-29T02:30 never: write it with Z or an offset',
      '/events/1/at: clocks in Europe/Berlin show 2026-10-25T02:30 twice: write it with Z or an offset',
    ]);
    expect(problems({ events })).toEqual([]);
  });

  it('is told when it is not JSON', () => {
    expect(parseScenario('{ "format": 1, }', 'UTC')).toMatchObject({
      ok: false,
      problems: [{ path: '/', reason: expect.stringMatching(/^not JSON: /) as string }],
    });
  });
});
