import type { ReactNode, Ref } from 'react';

export type Tone = 'plain' | 'soon' | 'stopped' | 'done';

const tones: Record<Tone, string> = {
  plain: 'border-line bg-raised text-ink',
  soon: 'border-soon/30 bg-soon-tint text-soon',
  stopped: 'border-stopped/30 bg-stopped-tint text-stopped',
  done: 'border-done/30 bg-done-tint text-done',
};

/** A sentence that stands out: what happened, what it means, what to do. */
export function Notice({
  tone,
  children,
  ref,
  ...rest
}: {
  tone: Tone;
  children: ReactNode;
  ref?: Ref<HTMLDivElement>;
  id?: string;
  role?: 'alert' | 'status';
  tabIndex?: number;
}) {
  return (
    <div ref={ref} className={`rounded-card border px-4 py-3 text-sm ${tones[tone]}`} {...rest}>
      {children}
    </div>
  );
}
