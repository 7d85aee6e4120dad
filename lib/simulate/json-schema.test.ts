import { expect, it } from 'vitest';
import { fieldHints, scenarioJsonSchema } from './json-schema';

it('the format is in catalogs/scenarios/scenario.schema.json as the code has it (vitest -u writes it anew)', async () => {
  const text = `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../catalogs/scenarios/scenario.schema.json');
});

it('no hint reaches no field', () => {
  const text = JSON.stringify(scenarioJsonSchema());
  for (const [field, hint] of Object.entries(fieldHints)) expect(text.includes(JSON.stringify(hint)), field).toBe(true);
});
