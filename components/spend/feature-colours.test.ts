import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OTHERS } from '@/lib/usage/spend';
import { coloursOf } from './feature-colours';

describe('the colours of features', () => {
  it('are the same whatever else is shown, unless two would share one', () => {
    const alone = coloursOf(['genai-video']).get('genai-video');
    expect(coloursOf(['ai-edit', 'genai-video', 'voiceover']).get('genai-video')).toBe(alone);
  });

  it('do not depend on the order of what was spent', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const [one, other] = [coloursOf(ids), coloursOf([...ids].reverse())];
    for (const id of ids) expect(one.get(id)).toBe(other.get(id));
    expect(new Set(one.values()).size).toBe(8);
  });

  it('have a grey for the others', () => {
    const nine = coloursOf(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', OTHERS]);
    expect([nine.size, nine.get(OTHERS)]).toEqual([9, 'var(--feature-others)']);
    expect(coloursOf(['a']).has(OTHERS)).toBe(false);
  });
});

const css = readFileSync(path.join(import.meta.dirname, '../../app/globals.css'), 'utf8');
const [lightCss, darkCss] = css.split('(prefers-color-scheme: dark)') as [string, string];

describe.each([
  ['light', lightCss],
  ['dark', darkCss],
])('the palette in the %s', (_, part) => {
  const colours = new Map([...part.matchAll(/--feature-(\w+): (#\w{6})/g)].map(([, id, hex]) => [id!, linear(hex!)]));
  const surface = luminance(linear(/--surface: (#\w{6})/.exec(part)![1]!));

  it('stands out from the surface by 3 to 1', () => {
    expect(colours.size).toBe(9);
    for (const [id, colour] of colours) {
      const [low, high] = [luminance(colour), surface].sort((a, b) => a - b) as [number, number];
      expect((high + 0.05) / (low + 0.05), id).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(Object.entries(sights()))('can be told apart by %s eyes', (_sight, matrix) => {
    const seen = [...colours].map(([id, colour]) => [id, oklab(matrix.map((row) => dot(row, colour)))] as const);
    for (const [index, [id, one]] of seen.entries()) {
      for (const [other, two] of seen.slice(index + 1)) {
        expect(Math.hypot(...one.map((value, at) => value - two[at]!)), `${id} and ${other}`).toBeGreaterThan(0.07);
      }
    }
  });
});

/** How colour-blind eyes see linear RGB: Machado, Oliveira and Fernandes 2009, severity 1. */
function sights(): Record<string, number[][]> {
  return {
    usual: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    protan: [
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
    deutan: [
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ],
    tritan: [
      [1.255528, -0.076749, -0.178779],
      [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.3039],
    ],
  };
}

function linear(hex: string): number[] {
  return [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
}

function luminance(rgb: number[]): number {
  return dot([0.2126, 0.7152, 0.0722], rgb);
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0);
}

function oklab(rgb: number[]): number[] {
  const bounded = rgb.map((value) => Math.min(Math.max(value, 0), 1));
  const [l, m, s] = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ].map((row) => Math.cbrt(dot(row, bounded))) as [number, number, number];
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
