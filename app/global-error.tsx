'use client';

import { Trouble } from '@/components/notice/trouble';
import { message } from '@/lib/messages/message';
import { errorDigest } from './error-digest';
import './globals.css';

/** The last resort: the root layout itself failed, so this is a whole document. */
export default function GlobalErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" className="font-sans">
      <body>
        <title>{message('en', 'trouble.title')}</title>
        <Trouble code={errorDigest(error)} retry={retry} />
      </body>
    </html>
  );
}
