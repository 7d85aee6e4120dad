'use client';

import { Trouble } from '@/components/notice/trouble';
import { errorDigest } from './error-digest';

/** A page that failed while the rest of the product works. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return <Trouble code={errorDigest(error)} retry={retry} />;
}
