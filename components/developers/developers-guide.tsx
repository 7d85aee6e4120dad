import Link from 'next/link';
import type { ReactNode } from 'react';
import { Mark } from '@/components/frame/mark';
import { PageHead } from '@/components/frame/page-head';
import { message } from '@/lib/messages/message';
import { firstStepsAt } from './first-steps';

const sections = ['keys', 'holds', 'repeating', 'refusals', 'limits', 'numbers', 'versions'] as const;

/**
 * What one has to know before the first call, and below it every operation.
 * @param props.address where this Meterbook is reached, for commands that can be copied
 */
export function DevelopersGuide({ address, children }: { address: string; children: ReactNode }) {
  return (
    <div className="min-h-dvh">
      <a
        href="#content"
        className="fixed start-3 top-3 z-50 -translate-y-20 rounded-card bg-accent px-4 py-2 font-strong text-on-accent focus:translate-y-0"
      >
        {message('en', 'app.skip')}
      </a>
      <header className="border-b bg-surface">
        <div className="mx-auto flex w-full max-w-[1120px] flex-wrap items-center gap-x-6 px-4 sm:px-8">
          <Link href="/prices" prefetch={false} className="flex min-h-12 items-center gap-2 font-strong">
            <Mark />
            {message('en', 'app.name')}
          </Link>
          <a href="/api/openapi.json" className="link ms-auto inline-flex min-h-12 items-center">
            {message('en', 'developers.document')}
          </a>
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto grid w-full max-w-[1120px] grid-cols-[minmax(0,1fr)] gap-5 px-4 py-5 outline-none sm:px-8 sm:py-8"
      >
        <PageHead title={message('en', 'developers.title')}>{message('en', 'developers.words')}</PageHead>
        <section className="grid gap-x-8 gap-y-5 md:grid-cols-2">
          {sections.map((section) => (
            <div key={section} className="grid content-start gap-1">
              <h2 className="text-base">{message('en', `developers.${section}.title`)}</h2>
              <p>{message('en', `developers.${section}.words`)}</p>
            </div>
          ))}
        </section>
        <section className="grid gap-2">
          <h2 className="text-base">{message('en', 'developers.steps')}</h2>
          <pre tabIndex={0} className="overflow-x-auto rounded-card border bg-surface p-4 font-mono text-xs">
            {firstStepsAt(address)}
          </pre>
        </section>
        <section className="grid gap-2">
          <h2 className="text-base">{message('en', 'developers.reference')}</h2>
          <div className="reference rounded-card border bg-surface p-2 sm:p-4">{children}</div>
        </section>
      </main>
    </div>
  );
}
