import { Field } from '@/components/form/field';
import { MainButton } from '@/components/form/main-button';
import { message } from '@/lib/messages/message';

/** Asks for a person's mail address; the answer is an address of its own that can be passed on. */
export function FindForm({ email }: { email: string }) {
  return (
    <form method="get" action="/support" role="search" className="flex max-w-xl flex-wrap items-end gap-3">
      <div className="min-w-60 grow">
        <Field
          name="email"
          type="search"
          inputMode="email"
          label={message('en', 'find.email')}
          defaultValue={email}
          autoComplete="off"
          spellCheck={false}
          maxLength={254}
          required
        />
      </div>
      <MainButton>{message('en', 'find.button')}</MainButton>
    </form>
  );
}
