import { entryText } from '@/lib/messages/entry-words';
import { message } from '@/lib/messages/message';
import type { ActivityLine } from '@/lib/usage/activity';

/** An entry in words: what happened, to which generation, and the details that explain it. */
export function entryWords(line: ActivityLine, locale: string): { what: string; name: string; details: string } {
  const { kind, reason, feature, model, grant } = line;
  const { what, why } = entryText(locale, line);
  const details = [
    // "For a generation" says nothing beside the feature's name.
    (!feature || reason !== 'generation' || kind === 'void' || kind === 'reissue') && why,
    // Work is paid from plan credits unless something else is said.
    grant &&
      kind !== 'grant' &&
      !(feature && grant.source === 'plan') &&
      message(locale, `activity.source.${grant.source}`),
  ];
  const name = [feature?.name, model && message(locale, 'activity.with', { model: model.name })];
  return { what, name: name.filter(Boolean).join(', '), details: details.filter(Boolean).join(', ') };
}
