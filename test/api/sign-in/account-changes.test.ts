import { afterAll, beforeAll, expect, it } from 'vitest';
import { createChangeMail } from '../../../api/sign-in/account-changes.ts';
import { createAccountMail } from '../../../api/sign-in/account-mail.ts';
import { eventually } from '../../support/eventually.ts';
import { AuthClient } from '../../support/people/auth-client.ts';
import { newAgent } from '../../support/people/new-agent.ts';
import { secretOf, totpOf } from '../../support/people/totp.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

const NEW_PASSWORD = 'gravel lantern oboe';

let product: Product;
beforeAll(async () => (product = await startProduct({ worker: false })));
afterAll(() => product?.[Symbol.asyncDispose]());

const mailsTo = (email: string) => product.mailbox.ledger().filter(({ to }) => to.includes(email));
const told = (email: string, subject: string) =>
  eventually(subject, () => Promise.resolve(mailsTo(email).some((mail) => mail.subject.startsWith(subject))));

it('an agent hears of a new authenticator, a used recovery code and a new password, and reads no secret', async () => {
  const who = await newAgent(product);
  const browser = new AuthClient(product, '203.0.113.1');
  await browser.signIn(who);
  const { json } = await browser.post('/two-factor/enable', { password: who.password });
  const [secret, codes] = [secretOf(String(json['totpURI'])), json['backupCodes'] as string[]];
  expect(mailsTo(who.email)).toEqual([]);
  await browser.post('/two-factor/verify-totp', { code: totpOf(secret) });
  await told(who.email, 'An authenticator was set up');

  const elsewhere = new AuthClient(product, '203.0.113.2');
  await elsewhere.signIn(who);
  await elsewhere.post('/two-factor/verify-backup-code', { code: codes[0] });
  await told(who.email, 'A recovery code');

  await browser.post('/change-password', { currentPassword: who.password, newPassword: NEW_PASSWORD });
  await told(who.email, 'Your Throughline password was changed');
  await browser.post('/two-factor/disable', { password: NEW_PASSWORD });
  await told(who.email, 'The authenticator was removed');

  const words = mailsTo(who.email).map(({ text, subject }) => subject + text);
  expect(words).toHaveLength(4);
  for (const each of [secret, NEW_PASSWORD, who.password, ...codes]) expect(words.join()).not.toContain(each);
});

it('tells of the same kind once a minute, and of nothing that is no change', async () => {
  const { id: agentId, email } = await newAgent(product);
  const { db } = product.database;
  const tell = createChangeMail({ db, send: createAccountMail({ db, mail: product.config.mail }) });
  for (const kind of ['passkey_added', 'passkey_added', 'passkey_removed', 'signed_in'])
    await tell({ kind, agentId });
  expect(mailsTo(email).map(({ subject }) => subject)).toEqual([
    'A passkey was added to your Throughline account',
    'A passkey was removed from your Throughline account',
  ]);
});
