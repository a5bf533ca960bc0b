import { expect, it } from 'vitest';
import { readTranscript } from '../../db/transcript.ts';
import { replyAddress } from '../../domain/reply-address.ts';
import type { Product } from '../support/product.ts';
import { inboundJson } from '../api/webhooks/webhook-rig.ts';
import { eventually } from '../support/eventually.ts';
import { seeded } from '../support/fuzzed-webhook.ts';
import { startProduct } from '../support/start-product.ts';
import { beginVisit } from '../support/visitor-client.ts';

const HOUR_MS = 3_600_000;

const poster = (product: Product) => async (json: unknown) => {
  const response = await fetch(`${product.url}/webhooks/postmark/inbound`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`postmark:${product.config.mail.webhookSecrets[0]}`)}` },
    body: JSON.stringify(json),
  });
  return response.status;
};

/** Posts everything, so many at a time. */
async function postAll(post: (json: unknown) => Promise<number>, mails: unknown[], atOnce: number) {
  const statuses: number[] = [];
  const left = [...mails];
  const one = async () => {
    for (let mail = left.pop(); mail !== undefined; mail = left.pop()) statuses.push(await post(mail));
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return statuses;
}

async function conversation(product: Product, email: string) {
  const { conversationId, askForPerson } = await beginVisit(product);
  await askForPerson(email);
  const transcript = () => readTranscript(product.database.db, { conversationId, afterRevision: 0 });
  await eventually('the conversation', async () => (await transcript()).length === 2);
  const address = replyAddress({ conversationId, projectId: product.project.id }, product.config.mail);
  return { email, address, transcript };
}

const mailOf = (from: string, to: string, text: string, at = new Date()) => {
  const json = inboundJson(to, { TextBody: text, Date: at.toUTCString() });
  return { ...json, From: from, FromFull: { Email: from, Name: 'Kim', MailboxHash: '' } };
};

it('makes one message of a thousand copies, fifty at a time, and of the same mail under another provider id', async () => {
  await using product = await startProduct();
  const { email, address, transcript } = await conversation(product, 'kim@example.org');
  const mail = mailOf(email, address, 'Thank you!');
  const statuses = await postAll(
    poster(product),
    Array.from({ length: 1_000 }, () => mail),
    50,
  );
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  await eventually('the answer', async () => (await transcript()).some(({ text }) => text === 'Thank you!'));
  expect(await poster(product)({ ...mail, MessageID: 'another provider id' })).toBe(200);
  await poster(product)(mailOf(email, address, 'And one more.'));
  await eventually('the next', async () => (await transcript()).some(({ text }) => text === 'And one more.'));
  const said = (await transcript()).filter(({ kind }) => kind === 'message').map(({ text }) => text);
  expect(said).toEqual(['Thank you!', 'And one more.']);
}, 60_000);

it('puts 200 mails of 20 conversations, shuffled and hours late, where they belong, without a gap', async () => {
  await using product = await startProduct();
  const conversations = await Promise.all(
    Array.from({ length: 20 }, (_, i) => conversation(product, `customer.${i}@example.org`)),
  );
  const random = seeded(7);
  const mails = conversations
    .flatMap(({ email, address }, i) =>
      Array.from({ length: 10 }, (_, nth) =>
        mailOf(email, address, `${i}: mail ${nth}`, new Date(Date.now() - random() * 9 * HOUR_MS)),
      ),
    )
    .map((mail) => ({ mail, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ mail }) => mail);
  expect(await postAll(poster(product), mails, 10)).toEqual(mails.map(() => 200));

  for (const [i, { transcript }] of conversations.entries()) {
    await eventually(`the mails of conversation ${i}`, async () => (await transcript()).length >= 12);
    const messages = await transcript();
    const texts = messages.filter(({ kind }) => kind === 'message').map(({ text }) => text);
    expect(texts.sort()).toEqual(Array.from({ length: 10 }, (_, nth) => `${i}: mail ${nth}`));
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, at) => at + 1));
  }
}, 60_000);
