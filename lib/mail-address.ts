const GOOGLE = new Set(['gmail.com', 'googlemail.com']);

/**
 * The mailbox behind an address, as far as everybody knows it: what comes after a "+" leads to the same one, and Google
 * reads no dots. For counting people, never for writing to them.
 * @param email in lower case
 */
export function mailboxOf(email: string): string {
  const end = email.lastIndexOf('@');
  const [local, domain] = [email.slice(0, end), email.slice(end + 1)];
  const own = local.replace(/(?<=.)\+.*$/, '');
  return GOOGLE.has(domain) ? `${own.replaceAll('.', '')}@gmail.com` : `${own}@${domain}`;
}
