import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { conversations, deliveries } from '../../db/schema/schema.ts';
import { newId } from '../../domain/ids.ts';
import { signIn, type AgentClient } from '../support/people/agent-client.ts';
import { eventually } from '../support/eventually.ts';
import { mailedReply, saying, startMailing, transcriptOf } from '../support/mail/mail-conversation.ts';
import { mailTo, postMail } from '../support/mail/post-mail.ts';
import type { Product } from '../support/stack/product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { keepHistory } from '../support/people/histories.ts';

const NUL = '\0';
const HALF = '\ud83d';
const POISON = `serial${NUL}A-77 ${HALF}.`;
const CLEAN = 'serialA-77 \ufffd.';

let product: Product;
let agent: AgentClient;

beforeAll(async () => {
  const reason = `They said ${POISON}`;
  product = await startMailing({}, { assistant: saying(POISON, { outcome: 'escalate', reason }) });
  agent = await signIn(product);
});
afterAll(() => product?.[Symbol.asyncDispose]());

const wordsOf = async (id: Parameters<typeof transcriptOf>[1]) =>
  (await transcriptOf(product, id)).map(({ event, text }) =>
    event && 'reason' in event ? event.reason : text,
  );
const saysIn = (id: Parameters<typeof transcriptOf>[1], words: string) =>
  eventually(words, async () => (await wordsOf(id)).includes(words));

it('a NUL and half a character in a visitor’s message, page and wish are cleaned, and all later words arrive', async () => {
  const { visitor, conversationId, say } = await beginVisit(product);
  const page = { url: `https://bikes.example/a${NUL}b`, title: `Sizes ${HALF}`, locale: 'en', timeZone: NUL };
  await visitor.send.mutate({ conversationId, id: newId('msg'), text: POISON, page });
  await saysIn(conversationId, CLEAN);
  await visitor.escalate.mutate({ conversationId, id: newId('msg'), reason: POISON, email: null, page });
  await say('And still here.');
  await saysIn(conversationId, 'And still here.');
  const [row] = await product.database.db
    .select({ page: conversations.page })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  expect(row?.page).toMatchObject({ url: 'https://bikes.example/ab', title: 'Sizes \ufffd', timeZone: '' });
});

it('an assistant’s answer and its reason for asking for a person are cleaned', async () => {
  const { conversationId, say } = await beginVisit(product);
  await say('Which serial number is it?');
  await saysIn(conversationId, `They said ${CLEAN}`);
  await say('And still here.');
  await saysIn(conversationId, 'And still here.');
  expect(await wordsOf(conversationId)).toContain(CLEAN);
});

it('an agent’s note and reply are cleaned, and the customer’s later mail arrives', async () => {
  const { conversationId, mail } = await mailedReply(product, 'bea@example.org');
  await agent.conversations.addNote.mutate({ conversationId, id: newId('msg'), text: `Note ${POISON}` });
  const seenSeq = (await transcriptOf(product, conversationId)).at(-1)!.seq;
  await agent.conversations.reply.mutate({ conversationId, id: newId('msg'), text: POISON, seenSeq });
  await saysIn(conversationId, `Note ${CLEAN}`);
  await saysIn(conversationId, CLEAN);
  await postMail(product, mailTo(mail.replyTo, { text: 'Thanks for that.', from: 'bea@example.org' }));
  await saysIn(conversationId, 'Thanks for that.');
  await keepHistory(product, conversationId, 'cleaned words of an agent');
});

it('a bounce whose words hold half a character is a bounce, and the customer’s later mail arrives', async () => {
  const { conversationId, mail } = await mailedReply(product, 'cem@example.org');
  const [delivery] = await product.database.db
    .select()
    .from(deliveries)
    .where(eq(deliveries.conversationId, conversationId));
  const response = await fetch(`${product.url}/webhooks/postmark/events`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`postmark:${product.config.mail.webhookSecrets[0]}`)}` },
    body: JSON.stringify({
      ...{ RecordType: 'Bounce', Type: 'HardBounce', Inactive: true, Email: 'cem@example.org' },
      ...{ ID: `1${NUL}`, MessageID: delivery?.providerId, Description: `The server said ${POISON}` },
      Metadata: { delivery: delivery?.id },
    }),
  });
  expect(response.status).toBe(200);
  const bounced = await eventually('the bounce', async () =>
    (await transcriptOf(product, conversationId)).find((each) => each.delivery?.state === 'bounced'),
  );
  expect(bounced.delivery?.reason).toBe(`The server said ${CLEAN}`);
  await postMail(product, mailTo(mail.replyTo, { text: 'Try this address.', from: 'cem@example.org' }));
  await saysIn(conversationId, 'Try this address.');
});

it('numbers and depths that no table holds are refused with a code', async () => {
  const { visitor, conversationId, say } = await beginVisit(product);
  await say('Hello');
  await expect(visitor.markRead.mutate({ conversationId, seq: 2 ** 40 })).rejects.toMatchObject({
    data: { refusal: 'bad_input' },
  });
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const response = await fetch(`${product.url}/trpc/visitor.begin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: deep,
  });
  expect(response.status).toBe(400);
});
