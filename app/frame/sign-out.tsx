import { cookies } from 'next/headers';
import { SignOutForm } from '@/components/frame/sign-out-form';
import { csrfTokenIn } from '@/app/auth/csrf-token';

export async function SignOut({ locale }: { locale: string }) {
  return <SignOutForm csrfToken={csrfTokenIn(await cookies())} locale={locale} />;
}
