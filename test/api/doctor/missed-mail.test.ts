import { createResolver } from '../../../api/mail/provider/dns-resolver.ts';
import { expect, it } from 'vitest';
import { followMissedMail } from '../../../api/doctor/follow-missed-mail.ts';
import { fetchMissedMail } from '../../../api/doctor/missed-mail.ts';
import { createProvider } from '../../../api/mail/provider/provider.ts';
import { inboundEmails } from '../../../db/schema/schema.ts';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import { replyAddress } from '../../../domain/mail/address/reply-address.ts';
import { signIn } from '../../support/people/agent-client.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/stack/free-port.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';

/** A product whose webhook nobody answers, as while its api is down, and a conversation in it. */
async function startDeaf() {
  const product = await startProduct({
    mailbox: {
      inboundWebhookUrl: `http://127.0.0.1:${await freePort()}/webhooks/postmark/inbound`,
      retries: [],
    },
  });
  const visit = await beginVisit(product);
  await visit.askForPerson('kim@example.org');
  const { conversationId } = visit;
  const said = async () =>
    (await readTranscript(product.database.db, { conversationId, afterRevision: 0 }))
      .filter(({ author, channel }) => author.by === 'customer' && channel === 'email')
      .map(({ text }) => text);
  await eventually('the address', async () => {
    const messages = await readTranscript(product.database.db, { conversationId, afterRevision: 0 });
    return messages.some(({ event }) => event?.kind === 'escalated');
  });
  const to = replyAddress({ conversationId, projectId: product.project.id }, product.config.mail);
  return { product, said, to };
}

/** Customers write while nobody answers; the provider gives up. */
async function writeInVain(product: Product, to: string, texts: string[]): Promise<void> {
  for (const TextBody of texts) {
    await fetch(`${product.config.mail.postmarkUrl}/email`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Postmark-Server-Token': 'test-token' },
      body: JSON.stringify({ From: 'kim@example.org', To: to, Subject: 'Re: Hello', TextBody }),
    });
  }
  await eventually('the provider to give up', () =>
    product.mailbox.answers().every(({ result }) => result.settled),
  );
}

const postToWebhook = (product: Product, payload: unknown) =>
  fetch(`${product.url}/webhooks/postmark/inbound`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from(`postmark:${product.config.mail.webhookSecrets[0]}`).toString('base64')}`,
    },
    body: JSON.stringify(payload),
  });

it('fetches what the webhook never heard of, in order, and makes one message of each', async () => {
  const { product, said, to } = await startDeaf();
  await using _product = product;
  const agent = await signIn(product);
  const input = { projectId: product.project.id };
  await writeInVain(product, to, ['Of the program before.', 'One.', 'Two.', 'Three.']);
  product.mailbox.answers()[0]!.at = new Date(Date.now() - 3 * 86_400_000).toISOString();
  expect(await said()).toEqual([]);

  expect(await agent.mailSetup.fetchMissed.mutate(input)).toEqual({ taken: 3, posted: 0, left: 0 });
  await eventually('three messages', async () => (await said()).length === 3);
  expect(await said()).toEqual(['One.', 'Two.', 'Three.']);

  // It is fetched again, by two agents at once, and the provider’s own late try arrives as well.
  const again = await Promise.all([1, 2].map(() => agent.mailSetup.fetchMissed.mutate(input)));
  expect(again).toEqual(Array(2).fill({ taken: 0, posted: 0, left: 0 }));
  const late = await postToWebhook(product, product.mailbox.answers()[1]?.payload);
  expect(await late.json()).toEqual({ result: 'already_taken' });
  expect(await said()).toHaveLength(3);
  const checks = await agent.mailSetup.checks.query(input);
  expect(checks.find(({ id }) => id === 'missed-mail')?.status).toBe('good');
});

it('fetches by itself when the api starts, and again later', async () => {
  const { product, said, to } = await startDeaf();
  await using _product = product;
  const { config, gateway, database, feed } = product;
  await writeInVain(product, to, ['While it was down.']);
  const warnings: unknown[] = [];
  const log = { info: () => {}, warn: (what: unknown) => warnings.push(what), error: () => {} } as never;
  const provider = createProvider(config.mail);
  const following = followMissedMail(
    {
      db: database.db,
      gateway: gateway.mail,
      mail: config.mail,
      log,
      provider,
      resolve: createResolver(),
      feed,
    },
    50,
  );
  try {
    await eventually('the first', async () => (await said()).length === 1);
    await writeInVain(product, to, ['And a little later.']);
    await eventually('the second', async () => (await said()).length === 2);
  } finally {
    await following.stop();
  }
  expect(await said()).toEqual(['While it was down.', 'And a little later.']);
  expect(warnings).toEqual([]);
});

it('has a mail with files posted again, because the search keeps their names only', async () => {
  const { product, said, to } = await startDeaf();
  await using _product = product;
  const agent = await signIn(product);
  await writeInVain(product, to, ['See the picture.']);
  const [mail] = product.mailbox.answers();
  mail!.payload['Attachments'] = [
    { Name: 'a.txt', Content: 'SGVsbG8=', ContentType: 'text/plain', ContentLength: 5 },
  ];
  const input = { projectId: product.project.id };
  expect(await agent.mailSetup.fetchMissed.mutate(input)).toEqual({ taken: 0, posted: 1, left: 0 });
  expect(await said()).toEqual([]);
  expect(await product.database.db.select().from(inboundEmails)).toEqual([]);
  // Whenever it arrives, it is here, and nothing more is fetched.
  await postToWebhook(product, mail?.payload);
  await eventually('the message', async () => (await said()).length === 1);
  expect(await agent.mailSetup.fetchMissed.mutate(input)).toEqual({ taken: 0, posted: 0, left: 0 });
});

it('leaves a mail for later while its conversation cannot be told, and does not give it up', async () => {
  const { product, said, to } = await startDeaf();
  await using _product = product;
  const { config, database, gateway, feed } = product;
  await writeInVain(product, to, ['Hello?']);
  const log = { info: () => {}, warn: () => {}, error: () => {} } as never;
  const deps = {
    db: database.db,
    mail: config.mail,
    log,
    provider: createProvider(config.mail),
    resolve: createResolver(),
    feed,
  };
  const down = { ...gateway.mail, signal: () => Promise.reject(new Error('Temporal is down.')) };
  expect(await fetchMissedMail({ ...deps, gateway: down })).toEqual({ taken: 0, posted: 0, left: 1 });
  expect(await fetchMissedMail({ ...deps, gateway: gateway.mail })).toEqual({ taken: 1, posted: 0, left: 0 });
  await eventually('the message', async () => (await said()).length === 1);
});
