import { describe, expect, it } from 'vitest';
import { readMails } from '@/db/reads/mails';
import { useTestDatabase } from '@/db/testing/database';
import { newId, type Id } from '@/lib/ids';
import { DAY_MS } from '@/lib/time';
import { reconcile } from '@/services/audit/reconcile';
import { sendMail } from '../notify/send-mail';
import { signedIn, testContext } from '../testing/context';
import { balanceOf } from '../testing/credits';
import { must } from '../testing/orders';
import { askAddressLink, readOpenAddress } from './ask-address-link';
import { addressToken } from './address-token';
import { confirmAddress, readAddressLink } from './confirm-address';
import { signUp } from './sign-up';

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();

function newContext(confirmsAddresses = true) {
  return { ...testContext(test.db, NOW), confirmsAddresses };
}
type Confirming = ReturnType<typeof newContext>;

async function signedUp(context: Confirming, email = `${newId()}@example.com`) {
  const form = { email, password: 'correct horse battery', name: 'Ada', zone: 'UTC', locale: 'en' };
  const { personId, accountId } = must(await signUp(context, form, newId()));
  const token = addressToken({ id: personId, email }, context.clock.now(), context.secrets.addresses);
  return { personId, accountId, email, token, actor: await signedIn(context, personId) };
}

async function mailsTo(accountId: Id): Promise<{ id: Id; topic: string }[]> {
  return [...(await test.owner.sql`SELECT id, topic FROM outbox WHERE account_id = ${accountId}`)] as never;
}

const why = (result: { ok: boolean; error?: { data?: Record<string, unknown> } }) => result.error?.data?.why;

describe('where mails are sent', () => {
  it('the 200 credits come when the address is confirmed, once', async () => {
    const context = newContext();
    const { accountId, token, email, actor } = await signedUp(context);
    expect(await balanceOf(context, accountId)).toBe(0);
    expect(await mailsTo(accountId)).toMatchObject([{ topic: 'mail.confirm_address' }]);
    expect(await readOpenAddress(context, actor)).toEqual({ email, credits: 200 });

    // Looking uses nothing up.
    for (let times = 0; times < 2; times += 1) expect(must(await readAddressLink(context, token))).toEqual({ email });
    const answers = await Promise.all([1, 2, 3].map(() => confirmAddress(context, token)));
    expect(answers.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { credits: 200 } }]);
    expect(why(await confirmAddress(context, token))).toBe('used');
    expect(await balanceOf(context, accountId)).toBe(200);
    expect(await readOpenAddress(context, actor)).toBeNull();
    expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
  });

  it('a link lasts a day, is one person’s, and can’t be made up', async () => {
    const context = newContext();
    const { token, personId, email } = await signedUp(context);
    const forged = addressToken({ id: personId, email }, NOW, context.secrets.orders);
    for (const wrong of ['', 'x', `${token}x`, forged])
      expect(why(await confirmAddress(context, wrong))).toBe('unknown');
    const elsewhere = addressToken({ id: personId, email: 'other@example.com' }, NOW, context.secrets.addresses);
    expect(why(await confirmAddress(context, elsewhere))).toBe('unknown');
    expect(why(await readAddressLink({ ...context, clock: { now: () => NOW + DAY_MS } }, token))).toBe('expired');
    expect((await confirmAddress({ ...context, clock: { now: () => NOW + DAY_MS - 1 } }, token)).ok).toBe(true);
  });

  it('one mailbox has them once, however it is written', async () => {
    const context = newContext();
    const box = newId();
    const first = await signedUp(context, `${box}@gmail.com`);
    const second = await signedUp(context, `${box.slice(0, 3)}.${box.slice(3)}+more@googlemail.com`);
    expect(must(await confirmAddress(context, first.token)).credits).toBe(200);
    expect(must(await confirmAddress(context, second.token)).credits).toBe(0);
    expect(await balanceOf(context, second.accountId)).toBe(0);
    // Nor where addresses count as typed.
    const third = await signedUp(newContext(false), `${box}+third@gmail.com`);
    expect(await balanceOf(context, third.accountId)).toBe(0);
  });

  it('another link can be asked for three times an hour, and comes to that person alone', async () => {
    const context = newContext();
    const { actor, accountId } = await signedUp(context);
    for (let times = 0; times < 3; times += 1) must(await askAddressLink(context, actor));
    expect(await askAddressLink(context, actor)).toMatchObject({ error: { code: 'too_many_requests' } });
    expect(await mailsTo(accountId)).toHaveLength(4);
  });

  it('the mail has the link, and what is kept of it has not', async () => {
    const context = newContext();
    const { accountId, email } = await signedUp(context);
    const [{ id }] = (await mailsTo(accountId)) as unknown as [{ id: Id }];
    const sent: { to: readonly string[]; text: string }[] = [];
    const mailer = { send: async (mail: (typeof sent)[0]) => void sent.push(mail), close: () => undefined };
    await sendMail(context, { db: test.owner, mailer }, { accountId, id });
    expect(sent.map(({ to }) => to)).toEqual([[email]]);
    const token = /confirm-address\?token=(\S+)/.exec(sent[0]!.text)![1]!;
    const [kept] = await readMails(test.db.sql, accountId, 10);
    expect(kept!.body).not.toContain('token=');
    expect(kept!.body).toContain('the link went to its recipient only');
    expect(must(await confirmAddress(context, token)).credits).toBe(200);
  });
});

it('a mailbox that signs up under several addresses at once has them once, and is refused nothing', async () => {
  const context = newContext(false);
  const box = newId();
  const all = await Promise.all(['', '+a', '+b', '+c'].map((tag) => signedUp(context, `${box}${tag}@example.com`)));
  const balances = await Promise.all(all.map(({ accountId }) => balanceOf(context, accountId)));
  expect(balances.sort()).toEqual([0, 0, 0, 200]);
});

it('where mails are only kept, an address counts as it was typed', async () => {
  const context = newContext(false);
  const { accountId, actor, token } = await signedUp(context);
  expect(await balanceOf(context, accountId)).toBe(200);
  expect(await mailsTo(accountId)).toEqual([]);
  expect(await readOpenAddress(context, actor)).toBeNull();
  expect(why(await confirmAddress(context, token))).toBe('used');
});
