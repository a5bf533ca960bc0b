import { expect } from 'vitest';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import { replyAddress } from '../../../domain/mail/address/reply-address.ts';
import { inboundJson } from '../../api/mail/webhook-rig.ts';
import { eventually } from '../eventually.ts';
import type { Product } from '../stack/product.ts';
import { startProduct } from '../stack/start-product.ts';
import { beginVisit } from '../people/visitor-client.ts';

/** Posts as the provider does: whoever hears 503 comes again. */
export const poster = (product: Product) => async (json: unknown) => {
  for (;;) {
    const status = await postOnce(product, json);
    if (status !== 503) return status;
  }
};

async function postOnce(product: Product, json: unknown): Promise<number> {
  const response = await fetch(`${product.url}/webhooks/postmark/inbound`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`postmark:${product.config.mail.webhookSecrets[0]}`)}` },
    body: JSON.stringify(json),
  });
  return response.status;
}

/** Posts everything, so many at a time. */
export async function postAll(post: (json: unknown) => Promise<number>, mails: unknown[], atOnce: number) {
  const statuses: number[] = [];
  const left = [...mails];
  const one = async () => {
    for (let mail = left.pop(); mail !== undefined; mail = left.pop()) statuses.push(await post(mail));
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return statuses;
}

export async function startMailed(product: Product, email: string) {
  const { conversationId, askForPerson } = await beginVisit(product);
  await askForPerson(email);
  const transcript = () => readTranscript(product.database.db, { conversationId, afterRevision: 0 });
  await eventually('the conversation', async () => (await transcript()).length === 2);
  const address = replyAddress({ conversationId, projectId: product.project.id }, product.config.mail);
  return { email, address, transcript };
}

export const mailOf = (from: string, to: string, text: string, at = new Date()) => {
  const json = inboundJson(to, { TextBody: text, Date: at.toUTCString() });
  return { ...json, From: from, FromFull: { Email: from, Name: 'Kim', MailboxHash: '' } };
};

/** Posts one mail so often, fifty times at once, and then the same under another of the provider's ids. */
export async function expectOneOf(copies: number): Promise<void> {
  await using product = await startProduct();
  const { email, address, transcript } = await startMailed(product, 'kim@example.org');
  const mail = mailOf(email, address, 'Thank you!');
  const statuses = await postAll(
    poster(product),
    Array.from({ length: copies }, () => mail),
    50,
  );
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  await eventually('the answer', async () => (await transcript()).some(({ text }) => text === 'Thank you!'));
  expect(await poster(product)({ ...mail, MessageID: 'another provider id' })).toBe(200);
  await poster(product)(mailOf(email, address, 'And one more.'));
  await eventually('the next', async () => (await transcript()).some(({ text }) => text === 'And one more.'));
  const said = (await transcript()).filter(({ kind }) => kind === 'message').map(({ text }) => text);
  expect(said).toEqual(['Thank you!', 'And one more.']);
}
