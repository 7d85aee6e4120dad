import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claim } from './claim.js';
import { findFreePort } from './ports.js';

let folder: string;
let file: string;
const held: { release(): Promise<void> }[] = [];

async function tryToClaim(url: string) {
  const answer = await claim(file, { url });
  if (answer.mine) held.push(answer);
  return answer;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meterbook-claim-'));
  file = join(folder, 'run.json');
});

afterEach(async () => {
  for (const claimed of held.splice(0)) await claimed.release();
  await rm(folder, { recursive: true });
});

/** What a killed run leaves: a file that names a port on which nobody listens. */
async function leaveDeadClaim() {
  const dead = { token: 'f'.repeat(32), port: await findFreePort(), pid: process.pid, url: 'dead' };
  await writeFile(file, JSON.stringify(dead));
}

describe('a claim', () => {
  test('is refused while another holds it, and names the holder', async () => {
    await tryToClaim('first');
    expect(await tryToClaim('second')).toMatchObject({ mine: false, leaving: false, holder: { url: 'first' } });
  });

  test('tells that it will soon be given back, and can be had after that', async () => {
    const first = await tryToClaim('first');
    if (first.mine) first.leave();
    expect(await tryToClaim('second')).toMatchObject({ mine: false, leaving: true });
    if (first.mine) await first.release();
    expect(await tryToClaim('third')).toMatchObject({ mine: true, tookOver: false });
  });

  test('of a killed holder is taken over, although its process id lives on', async () => {
    await leaveDeadClaim();
    expect(await tryToClaim('next')).toMatchObject({ mine: true, tookOver: true });
  });

  test('left half-written by a killed holder is taken over', async () => {
    await writeFile(file, '{"token": "ab');
    expect(await tryToClaim('next')).toMatchObject({ mine: true, tookOver: true });
  });

  test.each(['on nothing', 'on a dead claim'])('goes to exactly one of many that try at once, %s', async (start) => {
    if (start === 'on a dead claim') await leaveDeadClaim();
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => tryToClaim(`try ${index}`)));
    expect(answers.filter((answer) => answer.mine)).toHaveLength(1);
  });
});
