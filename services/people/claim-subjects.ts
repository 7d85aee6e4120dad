import { mailboxOf } from '@/lib/mail-address';
import { sha256 } from '@/lib/sha256';

/**
 * By what it is known that a mail address has had one-time credits, as SHA-256: its mailbox, by which it is kept, and the
 * address as it was typed, by which it was kept before.
 */
export function claimSubjects(email: string): string[] {
  return [...new Set([mailboxOf(email), email])].map((each) => sha256(`email:${each}`));
}
