import { expect, it } from 'vitest';
import { createProvider } from '../../../api/mail/provider/provider.ts';
import { sendTestMail } from '../../../api/doctor/test-mail.ts';
import { findNewestTestMail } from '../../../db/mail/inbound/test-mails.ts';
import { conversations, inboundEmails } from '../../../db/schema/schema.ts';
import type { Check } from '../../../domain/doctor/check.ts';
import { signIn } from '../../support/people/agent-client.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/stack/free-port.ts';
import { startProduct } from '../../support/stack/start-product.ts';

const statuses = (checks: Check[]) => Object.fromEntries(checks.map(({ id, status }) => [id, status]));

it('sends a mail through the provider and sees it come back through the webhook, as nobody’s conversation', async () => {
  await using product = await startProduct();
  const { db } = product.database;
  const agent = await signIn(product);
  const input = { projectId: product.project.id };
  expect(statuses(await agent.mailSetup.checks.query(input))).toMatchObject({ 'test-mail': 'attention' });

  await agent.mailSetup.sendTest.mutate(input);
  const checks = await eventually('the test mail', async () => {
    const made = await agent.mailSetup.checks.query(input);
    return Object.values(statuses(made)).every((status) => status === 'good') && made;
  });

  expect(checks.find(({ id }) => id === 'test-mail')?.detail).toMatch(
    /came back through the webhook after \d/,
  );
  expect(statuses(checks)).toEqual({
    'public-url': 'good',
    'sign-in-domain': 'good',
    dns: 'good',
    server: 'good',
    'inbound-webhook': 'good',
    'inbound-domain': 'good',
    'event-webhook': 'good',
    'test-mail': 'good',
    'last-arrival': 'good',
    'missed-mail': 'good',
  });
  expect(JSON.stringify(checks)).not.toContain(product.config.mail.webhookSecrets[0]);
  expect(product.mailbox.ledger()).toMatchObject([{ to: expect.stringMatching(/^test\+/) as string }]);
  expect(product.mailbox.answers()[0]?.result).toMatchObject({ settled: true, words: 'Arrived.' });
  expect(await db.select().from(inboundEmails)).toEqual([]);
  expect(await db.select().from(conversations)).toEqual([]);
  expect(await findNewestTestMail(db, product.project.id)).toMatchObject({ verdict: 'verified' });
  await expect(agent.mailSetup.sendTest.mutate(input)).rejects.toThrow('very fast');
});

it('says what is wrong when the mail cannot leave, or does not come back', async () => {
  await using product = await startProduct({
    worker: false,
    mailbox: {
      inboundWebhookUrl: `http://127.0.0.1:${await freePort()}/webhooks/postmark/inbound`,
      retries: [],
    },
  });
  const { db } = product.database;
  const { project } = product;
  const send = (mail: Partial<typeof product.config.mail>, from = project.supportAddress) => {
    const provider = createProvider({ ...product.config.mail, ...mail });
    return sendTestMail({ db, mail: product.config.mail, provider }, { ...project, supportAddress: from });
  };
  const failure = async () => (await findNewestTestMail(db, project.id))?.failure;

  await send({ postmarkToken: 'wrong' });
  expect(await failure()).toBe(
    'The mail provider refused it: Request does not contain a valid Server token.',
  );
  await send({ postmarkUrl: `http://127.0.0.1:${await freePort()}` });
  expect(await failure()).toBe('The mail provider cannot be reached: nobody listens there.');
  await send({}, 'not an address');
  expect(await failure()).toContain('Illegal email address');

  await send({});
  await eventually('the lost mail', () => product.mailbox.answers().some(({ result }) => result.settled));
  const agent = await signIn(product);
  const checks = await agent.mailSetup.checks.query({ projectId: project.id });
  expect(statuses(checks)).toMatchObject({
    'inbound-webhook': 'good',
    'test-mail': 'attention',
    'missed-mail': 'attention',
  });
});

it('names a server that belongs to another installation', async () => {
  await using product = await startProduct({
    worker: false,
    mailbox: {
      inboundWebhookUrl: 'https://old.example.com/webhooks/postmark/inbound',
      eventsWebhookUrl: 'https://old.example.com/events',
      inboundDomain: 'elsewhere.example.test',
    },
  });
  const agent = await signIn(product);
  const checks = await agent.mailSetup.checks.query({ projectId: product.project.id });
  expect(statuses(checks)).toMatchObject({
    server: 'good',
    'inbound-webhook': 'broken',
    'inbound-domain': 'broken',
    'event-webhook': 'broken',
  });
});
