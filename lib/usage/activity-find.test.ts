import { describe, expect, it } from 'vitest';
import { newId } from '../ids';
import { parseFind } from './activity-find';

const id = newId();

describe('a search', () => {
  it.each([
    ['#123', 123],
    [' 123 ', 123],
    ['no. 1,234', 1234],
    ['No 12', 12],
    ['#1.234.567', 1_234_567],
    ['12,34,567', 1_234_567],
    ['#12345678', 12_345_678],
  ])('for %j is for an entry', (text, seq) => {
    expect(parseFind(text)).toEqual({ by: 'entry', seq });
  });

  it.each([
    [id, id.replaceAll('-', '')],
    [id.toUpperCase(), id.replaceAll('-', '')],
    ['0191a2b3', '0191a2b3'],
    ['0191a2b3-c4', '0191a2b3c4'],
    ['12345678', '12345678'],
  ])('for %j is for a generation', (text, digits) => {
    expect(parseFind(text)).toEqual({ by: 'generation', digits });
  });

  it.each(['0191a2b', 'video', '#', '#0', '-5', '1e5', '#0191a2b3', '9'.repeat(33), '1.5', '', '’; DROP TABLE'])(
    'for %j is for neither',
    (text) => {
      expect(parseFind(text)).toBeNull();
    },
  );
});
