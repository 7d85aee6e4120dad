/** The last thing that a start prints: where it is, and who can sign in. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from './progress.js';

/** @param {import('./settings.js').Settings} settings */
export async function welcome({ publicUrl, port, dataDir, dev }) {
  say('');
  say(`  Meterbook is running at ${publicUrl}${dev ? '  (with hot reload)' : ''}`);
  if (publicUrl !== `http://localhost:${port}`) say(`  and listens on port ${port}`);
  const file = join(dataDir, 'demo.json');
  if (existsSync(file)) await sayDemo(file);
  say('');
  say('  Ctrl-C stops it.');
  say('');
}

/** @param {string} file */
async function sayDemo(file) {
  /** @type {{ apiKey?: string, people: { email: string, password: string, role: string, account?: string | null }[] }} */
  const { apiKey, people } = JSON.parse(await readFile(file, 'utf8'));
  const rows = people.map(({ email, password, role, account }) => [email, password, role, account ?? '']);
  const table = [['email', 'password', 'role', 'account'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  say('');
  say('  Sign in to the demo as');
  for (const row of table) {
    say(
      `    ${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd()}`,
    );
  }
  say('');
  if (apiKey) say(`  The demo's API key: ${apiKey}`);
  say(`  All this is also in ${file}`);
}
