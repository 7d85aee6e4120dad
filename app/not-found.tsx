import type { Metadata } from 'next';
import Link from 'next/link';
import { GuestPage } from '@/components/frame/guest-page';
import { message } from '@/lib/messages/message';
import { titled } from './title';

export const metadata: Metadata = { title: titled('notFound.title') };

/** The one answer for what does not exist and for what one may not see. */
export default function NotFound() {
  return (
    <GuestPage title={message('en', 'notFound.title')} words={message('en', 'notFound.words')}>
      <p>
        <Link href="/" prefetch={false} className="link">
          {message('en', 'notFound.home')}
        </Link>
      </p>
    </GuestPage>
  );
}
