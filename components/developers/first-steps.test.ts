import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { firstSteps, firstStepsAt } from './first-steps';

it('the commands are those of docs/api.md, which a test runs', () => {
  const page = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
  expect(page).toContain(`\`\`\`sh\n${firstSteps}\n\`\`\`\n`);
  expect(firstStepsAt('https://credits.example.com')).toContain('METERBOOK_URL=https://credits.example.com\n');
});
