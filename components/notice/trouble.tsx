import { GuestPage } from '@/components/frame/guest-page';
import { message } from '@/lib/messages/message';

/** What is shown when a page fails: that nothing is lost, and how to go on. */
export function Trouble({ code, retry }: { code: string | undefined; retry: () => void }) {
  const words = code ? message('en', 'trouble.words', { code }) : message('en', 'trouble.wordsNoCode');
  return (
    <GuestPage title={message('en', 'trouble.title')} words={words}>
      <button
        type="button"
        onClick={retry}
        className="h-11 rounded-card bg-accent px-4 text-base font-strong text-on-accent hover:opacity-90"
      >
        {message('en', 'trouble.again')}
      </button>
    </GuestPage>
  );
}
