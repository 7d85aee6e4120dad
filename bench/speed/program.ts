import { rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { describeEnding, runToEnd } from '@/bin/start/children.js';
import type { ClientTask } from './client';
import type { Measured } from './loop';
import type { ShellTask } from './shell';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * Bundles a program as `npm start` bundles the front door: what is compiled while it runs is slower.
 * @returns runs it with a task, in a process of its own, to its end
 */
export async function openProgram<Task extends ClientTask | ShellTask>(
  name: 'client' | 'shell',
): Promise<(task: Task, nodeArgs?: string[]) => Promise<Measured>> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`bench/speed/${name}.ts`],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
    write: false,
    logLevel: 'silent',
  });
  // Inside the checkout, where its packages are found.
  const file = path.join(root, '.next', 'cache', `meterbook-bench-${name}-${process.pid}.mjs`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, outputFiles[0]!.contents);
  process.once('exit', () => rmSync(file, { force: true }));
  return async (task, nodeArgs = []) => {
    const { output, ...ending } = await runToEnd(process.execPath, [...nodeArgs, file], {
      input: JSON.stringify(task),
    });
    if (ending.code !== 0) throw new Error(`${name} failed (${describeEnding(ending)}):\n${output.trim()}`);
    return JSON.parse(output.trim().split('\n').at(-1)!) as Measured;
  };
}
