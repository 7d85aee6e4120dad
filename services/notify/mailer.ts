import { createTransport } from 'nodemailer';

/** A mail as it is sent. */
export interface OutgoingMail {
  /** The same for every try, so that whoever gets it twice can tell. */
  messageId: string;
  to: readonly string[];
  subject: string;
  text: string;
  html: string;
}

/** Who brings mails to their mail servers. */
export interface Mailer {
  /** Throws where the server did not take it. */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

/** What the server says may name the recipient, and errors are logged: only the codes of it are. */
function refusal(error: unknown): Error {
  const { code, responseCode, command } = error as { code?: string; responseCode?: number; command?: string };
  return new Error(`the mail server did not take a mail: ${[code, responseCode, command].filter(Boolean).join(' ')}`);
}

/** What takes longer than this is tried again later: the row it is about is locked meanwhile. */
const PATIENCE_MS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/**
 * Sends through a mail server.
 * @param url "smtp://user:password@host:587", or "smtps://…"
 * @param from whom the mails come from, as "Name <address>"
 */
export function openMailer(url: string, from: string): Mailer {
  const transport = createTransport({ url, pool: true, maxConnections: 2, ...PATIENCE_MS });
  return {
    async send({ to, ...mail }) {
      // Nobody answers a program; and out-of-office replies to it help nobody.
      const headers = { 'Auto-Submitted': 'auto-generated' };
      await transport.sendMail({ from, to: [...to], ...mail, headers }).catch((error: unknown) => {
        throw refusal(error);
      });
    },
    close: () => transport.close(),
  };
}
