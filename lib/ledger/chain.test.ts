import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { canonicalText, firstBrokenLink, GENESIS_HASH, seal, type SealedEntry } from './chain';
import { balanceChange, type Entry } from './entry';
import { always, generationId, instant, LivedAccount, shipped } from './testing/account';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

const debit: Entry = {
  seq: 7,
  at: instant('2026-03-15T12:00:00.001Z'),
  kind: 'debit',
  reason: 'generation',
  grantId: 3,
  from: 'available',
  to: 'spent',
  amount: 14_000_000n,
  balanceAfter: 186_000_000n,
  periodStart: instant('2026-02-28T09:00:00.000Z'),
  generationId: generationId(7),
  feature: 'genai-video',
  model: 'veo-2',
};

describe('the text that is hashed', () => {
  // These texts and hashes are in the books of every installation: a test that has to be changed here breaks them all.
  it('is every field of an entry, one a line, after the hash before it', () => {
    const text = canonicalText(generationId(1), debit, 'ab'.repeat(32));
    expect(text).toBe(
      [
        'meterbook-entry-1',
        'abababababababababababababababababababababababababababababababab',
        '00000000-0000-7000-8000-000000000001',
        '7',
        '2026-03-15T12:00:00.001Z',
        'debit',
        'generation',
        '3',
        'available',
        'spent',
        '14000000',
        '186000000',
        '2026-02-28T09:00:00.000Z',
        '00000000-0000-7000-8000-000000000007',
        'genai-video',
        'veo-2',
      ].join('\n'),
    );
    expect(sha256(text)).toBe('086a0082654502d9e39fa9f6dbb4b6584cbdcc045582048492444323763e1471');
  });

  it('leaves the lines of what an entry has not empty', () => {
    const free: Entry = {
      ...debit,
      kind: 'free',
      grantId: null,
      from: null,
      to: null,
      amount: 0n,
      periodStart: null,
      model: null,
    };
    expect(canonicalText('a', free, GENESIS_HASH).split('\n').slice(5)).toEqual([
      'free',
      'generation',
      '',
      '',
      '',
      '0',
      '186000000',
      '',
      generationId(7),
      'genai-video',
      '',
    ]);
    const nothing = { ...free, generationId: null, feature: null };
    expect(canonicalText('a', nothing, GENESIS_HASH).split('\n').slice(-3)).toEqual(['', '', '']);
  });

  it('starts from a hash of zeros', () => {
    expect(GENESIS_HASH).toBe('0000000000000000000000000000000000000000000000000000000000000000');
  });
});

describe('rule 24: the chain', () => {
  const account = new LivedAccount(always(shipped('captions')), instant('2026-01-31'));
  account.subscribe('free', instant('2026-01-31'));
  for (let day = 1; day <= 8; day += 1) account.spend(credits(day), instant(`2026-02-0${day}`), { feature: 'ai-edit' });
  const id = account.state.accountId;
  const sealed = seal(id, account.entries, GENESIS_HASH, sha256);
  const broken = (entries: readonly SealedEntry[], of = id) => firstBrokenLink(of, entries, sha256);

  it('of an untouched account is whole, and so is that of an empty one', () => {
    expect(broken(sealed)).toBeNull();
    expect(broken([])).toBeNull();
  });

  it('is the same whether entries are sealed at once or as they come', () => {
    let last = GENESIS_HASH;
    const singly = account.entries.flatMap((entry) => {
      const one = seal(id, [entry], last, sha256);
      last = one[0]!.hash;
      return one;
    });
    expect(singly).toEqual(sealed);
    expect(new Set(sealed.map(({ hash }) => hash)).size).toBe(sealed.length);
  });

  const changes: [field: keyof Entry, to: unknown][] = [
    ['at', instant('2026-02-03') + 1],
    ['kind', 'expire'],
    ['reason', 'goodwill'],
    ['grantId', 2],
    ['from', 'held'],
    ['to', 'expired'],
    ['amount', credits(3) - 1n],
    ['balanceAfter', credits(1000)],
    ['periodStart', null],
    ['generationId', generationId(99)],
    ['feature', 'ai-ads'],
    ['model', 'photon'],
  ];
  it.each(changes)('shows that %s of an entry was changed', (field, to) => {
    expect(sealed[3]![field]).not.toBe(to);
    expect(broken(sealed.map((entry, index) => (index === 3 ? { ...entry, [field]: to } : entry)))).toBe(4);
  });

  it('shows a change even where its own hash was made to fit, by the entry after it', () => {
    const forged = seal(id, [{ ...sealed[3]!, amount: 1n }], sealed[2]!.hash, sha256)[0]!;
    expect(broken(sealed.with(3, forged))).toBe(5);
  });

  const tampered: [what: string, entries: SealedEntry[], at: number][] = [
    ['a changed hash', sealed.with(2, { ...sealed[2]!, hash: sealed[1]!.hash }), 3],
    ['an entry removed from the middle', sealed.toSpliced(4, 1), 6],
    ['the first entry removed', sealed.slice(1), 2],
    ['an entry inserted', sealed.toSpliced(4, 0, sealed[4]!), 5],
    ['two entries swapped', sealed.with(2, sealed[3]!).with(3, sealed[2]!), 4],
    [
      'an entry removed and the rest renumbered',
      sealed.toSpliced(4, 1).map((entry, index) => ({ ...entry, seq: index + 1 })),
      5,
    ],
    ['two swapped and renumbered', sealed.with(2, { ...sealed[3]!, seq: 3 }).with(3, { ...sealed[2]!, seq: 4 }), 3],
  ];
  it.each(tampered)('shows %s', (_, entries, at) => {
    expect(broken(entries)).toBe(at);
  });

  it('shows a gap in the numbers, even in a chain that was sealed with it', () => {
    const gapped = account.entries.map((entry) => ({ ...entry, seq: entry.seq < 4 ? entry.seq : entry.seq + 1 }));
    expect(broken(seal(id, gapped, GENESIS_HASH, sha256))).toBe(5);
  });

  it("shows another account's entries", () => {
    expect(broken(sealed, generationId(1))).toBe(1);
  });

  it('cut off at its end is whole in itself: the number and hash in the header show that', () => {
    const cut = sealed.slice(0, -1);
    expect(broken(cut)).toBeNull();
    expect(cut.at(-1)!.seq).not.toBe(account.state.header.seq);
  });

  it('shows any change of any entry', () => {
    const fields = changes.map(([field]) => field);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom(...fields), fc.string(), (index, field, text) => {
        const before = sealed[index]![field];
        const changed = typeof before === 'bigint' ? before + 1n : typeof before === 'number' ? before + 1 : `x${text}`;
        expect(broken(sealed.with(index, { ...sealed[index]!, [field]: changed } as SealedEntry))).toBe(index + 1);
      }),
      { numRuns: 200 },
    );
  });
});

describe("an entry's change of the balance", () => {
  it.each([
    ['issued', 'available', 1n],
    ['held', 'available', 1n],
    ['spent', 'available', 1n],
    ['available', 'spent', -1n],
    ['available', 'held', -1n],
    ['available', 'expired', -1n],
    ['held', 'spent', 0n],
    [null, null, 0n],
  ] as const)('from %s to %s is %s times its amount', (from, to, sign) => {
    expect(balanceChange({ from, to, amount: 5n })).toBe(sign * 5n);
  });
});
