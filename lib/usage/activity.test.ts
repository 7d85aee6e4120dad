import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { always, instant, LivedAccount, shipped } from '../ledger/testing/account';
import { activityChoices, activityLine } from './activity';
import { NONE, noFilter } from './activity-filter';

const captions = shipped('captions');
const start = instant('2026-01-31');
const ofNobody = { project: null, member: null, sums: null };

describe('a line of the activity list', () => {
  const account = new LivedAccount(always(captions), start);
  account.subscribe('pro', start);
  account.give(credits(5), start, start + 10);
  account.spend(credits(14), start + 1, { feature: 'genai-video', model: 'veo-2' });
  account.spend(0n, start + 2, { feature: 'withdrawn-since' });
  account.give(credits(1), start + 3, start + 10);
  account.settle(start + 10);
  const lines = account.entries.map((entry) =>
    activityLine({ entry, source: account.grants.get(entry.grantId ?? 0)?.source ?? null, ...ofNobody }, captions),
  );

  it('shows the change with its sign, and the balance after it', () => {
    expect(lines.map(({ kind, change, balanceAfter }) => [kind, change, balanceAfter])).toEqual([
      ['grant', 200, 200],
      ['grant', 5, 205],
      ['debit', -5, 200],
      ['debit', -9, 191],
      ['free', 0, 191],
      ['grant', 1, 192],
      ['expire', -1, 191],
    ]);
  });

  it('names the feature, the model and the grant; what the catalog no longer has goes by its id', () => {
    expect(lines[2]).toMatchObject({
      seq: 3,
      at: '2026-01-31T00:00:00.001Z',
      reason: 'generation',
      feature: { id: 'genai-video', name: 'GenAI Video' },
      model: { id: 'veo-2', name: 'Veo 2' },
      grant: { id: 2, source: 'goodwill' },
    });
    expect(lines[4]).toMatchObject({
      feature: { id: 'withdrawn-since', name: 'withdrawn-since' },
      model: null,
      grant: null,
    });
    expect(lines[0]).toMatchObject({ generationId: null, feature: null, grant: { id: 1, source: 'plan' } });
  });
});

describe('what the list can be narrowed to', () => {
  const occurring = {
    kinds: ['free', 'debit', 'grant'] as const,
    features: ['withdrawn-since', 'genai-video', 'ai-edit'],
    models: ['veo-2'],
    projects: ['spring'],
    members: ['ada'],
  };

  it('is what occurs: kinds and names in their own order, what the catalog no longer has at the end', () => {
    const choices = activityChoices(occurring, noFilter, captions);
    expect(choices.kinds).toEqual(['grant', 'debit', 'free']);
    const order = captions.features.map(({ id }) => id).filter((id) => ['genai-video', 'ai-edit'].includes(id));
    expect(choices.features.map(({ id }) => id)).toEqual([...order, 'withdrawn-since']);
    expect(choices.models).toEqual([{ id: 'veo-2', name: 'Veo 2' }]);
    expect(choices.projects).toEqual(['spring']);
    expect(choices.members).toEqual(['ada']);
  });

  it('has what is chosen, even where it does not occur: a form that shows something else would lie', () => {
    const filter = { kind: 'expire', feature: 'ai-ads', model: 'none-such', project: 'autumn', member: 'eve' } as const;
    const choices = activityChoices(occurring, filter, captions);
    expect(choices.kinds).toContain('expire');
    expect(choices.features).toContainEqual({ id: 'ai-ads', name: 'AI Ads' });
    expect(choices.models).toContainEqual({ id: 'none-such', name: 'none-such' });
    expect(choices.projects).toContain('autumn');
    expect(choices.members).toEqual(['ada', 'eve']);
  });

  it('has no name for what has none: that is a choice of its own', () => {
    const choices = activityChoices(occurring, { ...noFilter, project: NONE, member: NONE }, captions);
    expect(choices).toMatchObject({ projects: ['spring'], members: ['ada'] });
  });
});
