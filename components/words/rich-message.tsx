import { Fragment, type ReactNode } from 'react';
import { messageParts, type MessageKey } from '@/lib/messages/message';

type Tag = (chunks: (string | ReactNode)[]) => ReactNode;

/** A message whose `<tags>` become elements: the words keep their order, whatever the language makes of it. */
export function RichMessage(props: { locale: string; of: MessageKey; values: Record<string, string | number | Tag> }) {
  const parts = messageParts<ReactNode>(
    props.locale,
    props.of,
    props.values as Parameters<typeof messageParts<ReactNode>>[2],
  );
  return parts.map((part, index) => <Fragment key={index}>{part}</Fragment>);
}
