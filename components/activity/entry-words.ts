import { message } from '@/lib/messages/message';
import type { ActivityLine } from '@/lib/usage/activity';

/** An entry in words: what happened, and the details that explain it. */
export function entryWords(line: ActivityLine, locale: string): { what: string; details: string } {
  const { kind, reason, feature, model, grant } = line;
  const details = [
    feature?.name,
    model && message(locale, 'activity.with', { model: model.name }),
    // "For a generation" says nothing beside the feature's name.
    (!feature || reason !== 'generation') && message(locale, `activity.reason.${reason}`),
    // Work is paid from plan credits unless something else is said.
    grant &&
      kind !== 'grant' &&
      !(feature && grant.source === 'plan') &&
      message(locale, `activity.source.${grant.source}`),
  ];
  return { what: message(locale, `activity.kind.${kind}`), details: details.filter(Boolean).join(', ') };
}
