import type { Database } from '@/db/client';
import type { Id } from '@/lib/ids';
import { hashPassword } from '@/services/people/password';

const PASSWORD = 'only-here-and-only-for-this-run';

/** Somebody who is signed in, without a browser. */
export interface Visitor {
  /** The page's text. Fails where it is not answered with 200, or another page is. */
  get(path: string): Promise<string>;
  cookie: string;
}

/** Signs in as a browser does, with a password that the person is given here. */
export async function signIn(owner: Database, port: number, personId: Id): Promise<Visitor> {
  const [person] = await owner.sql`
    UPDATE people SET password_hash = ${await hashPassword(PASSWORD)} WHERE id = ${personId} RETURNING email`;
  const origin = `http://127.0.0.1:${port}`;
  const jar = new Map<string, string>();
  const ask = async (path: string, form?: Record<string, string>) => {
    const answer = await fetch(origin + path, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      jar.set(name!, value!);
    }
    return answer;
  };
  const { csrfToken } = (await (await ask('/api/auth/csrf')).json()) as { csrfToken: string };
  const form = { email: person!.email as string, password: PASSWORD, csrfToken, callbackUrl: '/', json: 'true' };
  await ask('/api/auth/callback/password', form);
  return {
    get cookie() {
      return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    },
    async get(path) {
      const answer = await ask(path);
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
      return text;
    },
  };
}
