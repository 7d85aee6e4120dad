import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { env } from '@/lib/env';
import { fail, type Result } from '@/lib/errors';
import { actorOfSession } from '@/services/people/actor-of-session';
import { closeSession } from '@/services/people/close-session';
import { openSession, SESSION_DAYS, type OpenedSession } from '@/services/people/open-session';
import { openLink } from '@/services/portal/open-link';
import { getContext } from '@/services/runtime';
import { networkAddress } from './network-address';
import { ownPath } from './own-path';

declare module 'next-auth' {
  interface User {
    /** The row of `sessions` that this sign-in opened. */
    sessionId: string;
  }
  interface Session {
    sessionId?: string;
  }
}
declare module 'next-auth/jwt' {
  interface JWT {
    sid?: string;
  }
}

const SESSION_SECONDS = SESSION_DAYS * 24 * 60 * 60;

/** next-auth hands a thrown message on as ?error=…: the code and, where there is one, the time to wait or the reason. */
async function orThrow(open: () => Promise<Result<OpenedSession>>): Promise<OpenedSession> {
  const opened = await open().catch((error: unknown) => {
    console.error('sign-in failed', error);
    return fail('internal');
  });
  if (opened.ok) return opened.value;
  const { code, data = {} } = opened.error;
  throw new Error([code, data.retryAfterSeconds ?? data.why ?? []].flat().join('.'));
}

/**
 * next-auth signs the cookie; the sign-in itself is a row of `sessions`. The token carries nothing but that row's id,
 * and every request looks the row up, so that a sign-out acts at once on every copy of the cookie.
 */
export const authOptions: NextAuthOptions = {
  secret: env.NEXTAUTH_SECRET,
  session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
  // All of next-auth's own pages are replaced: they know neither our words nor our security policy.
  pages: { signIn: '/sign-in', error: '/sign-in', verifyRequest: '/sign-in', newUser: '/', signOut: '/' },
  providers: [
    Credentials({
      id: 'password',
      name: 'password',
      credentials: { email: { type: 'email' }, password: { type: 'password' } },
      async authorize(credentials, request) {
        const headers = new Headers((request.headers ?? {}) as Record<string, string>);
        const { personId, sessionId } = await orThrow(async () =>
          openSession(await getContext(), credentials ?? {}, networkAddress(headers)),
        );
        return { id: personId, sessionId };
      },
    }),
    // A vendor's own customers come by a link that works once, and have no password here.
    Credentials({
      id: 'portal-link',
      name: 'portal-link',
      credentials: { token: { type: 'text' } },
      async authorize(credentials) {
        const { personId, sessionId } = await orThrow(async () =>
          openLink(await getContext(), String(credentials?.token)),
        );
        return { id: personId, sessionId };
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user ? { sub: user.id, sid: user.sessionId } : token),
    session: ({ session, token }) => ({ expires: session.expires, sessionId: token.sid }),
    redirect: ({ url, baseUrl }) => new URL(ownPath(url, baseUrl), baseUrl).toString(),
  },
  events: {
    async signOut({ token }) {
      const context = await getContext();
      await closeSession(context, await actorOfSession(context, token.sid ?? null));
    },
  },
};
