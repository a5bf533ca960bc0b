import { setTimeout } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { finishErasures } from '../../../api/erasing/finish-erasures.ts';
import { keepRetention } from '../../../api/erasing/keep-retention.ts';
import { conversations, inboundEmails, projects, visitors } from '../../../db/schema/schema.ts';
import { workflowIdOf } from '../../../domain/conversation/conversation-start.ts';
import { newId, type ConversationId } from '../../../domain/ids.ts';
import { signIn, type AgentClient } from '../../support/people/agent-client.ts';
import { FORGOTTEN_SOON } from '../../support/stack/stack.ts';
import { eventually } from '../../support/eventually.ts';
import { historiesOf, rowsWith } from '../../support/stack/everything-kept.ts';
import { mailedReply, startMailing, transcriptOf } from '../../support/mail/mail-conversation.ts';
import { mailTo, postMail } from '../../support/mail/post-mail.ts';
import type { Product } from '../../support/stack/product.ts';

const KIM = 'kim.erasable@example.org';
const SECRET = 'unmistakable-lighthouse';

let product: Product;
let agent: AgentClient;

beforeAll(async () => {
  product = await startMailing({});
  agent = await signIn(product);
});
afterAll(() => product?.[Symbol.asyncDispose]());

/** Each round asks the conversations for a new run, which they begin when it is quiet: they get some time between two. */
const ROUND_MS = 500;

const forgotten = () =>
  eventually('Temporal to forget', async () => {
    const { client, gateway, database } = product;
    const left = await finishErasures({
      db: database.db,
      client,
      erasing: gateway.erasure,
      ...FORGOTTEN_SOON,
    });
    if (left > 0) await setTimeout(ROUND_MS);
    return left === 0;
  });

async function saidByMail(conversationId: ConversationId, to: string, from: string, text: string) {
  const file = { Name: `${SECRET}.txt`, Content: btoa(SECRET), ContentType: 'text/plain', ContentLength: 9 };
  expect(await postMail(product, mailTo(to, { from, text, Attachments: [file] }))).toBe('taken');
  await eventually('the mail', async () =>
    (await transcriptOf(product, conversationId)).some((message) => message.text === text),
  );
}

it('erases a conversation with mails, files and copies that another one took, and nothing else', async () => {
  const one = await mailedReply(product, KIM, `About ${SECRET}`);
  const other = await mailedReply(product, KIM, 'About something else');
  await saidByMail(one.conversationId, one.mail.replyTo, KIM, `My ${SECRET} is broken`);
  const merge = { conversationId: one.conversationId, id: newId('msg'), into: other.conversationId };
  await agent.conversations.merge.mutate(merge);
  await eventually('the copies', async () =>
    (await transcriptOf(product, other.conversationId)).some(({ text }) => text.includes(SECRET)),
  );

  const erased = await agent.erasing.conversation.mutate({ conversationId: one.conversationId });
  expect(erased).toMatchObject({ conversations: 1, mails: 1, files: 1, customers: 0 });
  expect(await rowsWith(product, SECRET)).toEqual([]);
  // What Temporal has still to forget, who undid what here, and who erased it.
  expect(await rowsWith(product, one.conversationId)).toHaveLength(3);
  await expect(agent.conversations.get.query({ conversationId: one.conversationId })).rejects.toThrow(
    /no such conversation/,
  );
  await forgotten();
  expect(await historiesOf(product, workflowIdOf(one.conversationId))).toEqual([]);
  for (const history of await historiesOf(product, workflowIdOf(other.conversationId))) {
    expect(history).not.toContain(SECRET);
  }
  const note = { conversationId: other.conversationId, id: newId('msg'), text: 'It goes on.' };
  await agent.conversations.addNote.mutate(note);
  const said = await transcriptOf(product, other.conversationId);
  expect(said.map(({ seq }) => seq)).toEqual(said.map((_, index) => index + 1));
  expect(said.at(-1)?.text).toBe('It goes on.');
});

it('erases a customer wherever they wrote, were mentioned, or wait in quarantine', async () => {
  const own = await mailedReply(product, KIM, `For ${KIM} only`);
  const foreign = await mailedReply(product, 'pat@example.org');
  await saidByMail(foreign.conversationId, foreign.mail.replyTo, KIM, `I too have a ${SECRET}`);
  const copied = mailTo(foreign.mail.replyTo, {
    from: 'pat@example.org',
    text: `Ask ${KIM.toUpperCase()}, not di${KIM}`,
    CcFull: [{ Email: KIM, Name: 'Kim', MailboxHash: '' }],
  });
  expect(await postMail(product, copied)).toBe('taken');
  expect(await postMail(product, mailTo('nobody@reply.example.test', { from: KIM, text: SECRET }))).toBe(
    'no_match',
  );
  await eventually('the mention', async () =>
    (await transcriptOf(product, foreign.conversationId)).some(({ text }) => text.startsWith('Ask')),
  );

  const erased = await agent.erasing.customer.mutate({ conversationId: own.conversationId });
  expect(erased.conversations).toBeGreaterThanOrEqual(1);
  expect(await rowsWith(product, SECRET)).toEqual([]);
  expect((await rowsWith(product, KIM)).filter((row) => !row.includes(`di${KIM}`))).toEqual([]);
  await forgotten();
  for (const id of [own.conversationId, foreign.conversationId]) {
    for (const history of await historiesOf(product, workflowIdOf(id))) {
      expect(history.toLowerCase().replaceAll(`di${KIM}`, '')).not.toContain(KIM);
      expect(history).not.toContain(SECRET);
    }
  }
  const texts = (await transcriptOf(product, foreign.conversationId)).map(({ text }) => text);
  expect(texts).toContain('This message was erased.');
  expect(texts).toContain(`Ask erased, not di${KIM}`);
  await saidByMail(foreign.conversationId, foreign.mail.replyTo, 'pat@example.org', 'Are you still there?');
});

it('erases what a project no longer keeps, and leaves what is young or open', async () => {
  const { db } = product.database;
  const [old, young] = [
    await mailedReply(product, 'old@example.org'),
    await mailedReply(product, 'young@example.org'),
  ];
  for (const { conversationId } of [old, young]) {
    await agent.conversations.close.mutate({ conversationId, id: newId('msg') });
    await eventually('the end', async () =>
      (await transcriptOf(product, conversationId)).some(({ event }) => event?.kind === 'closed'),
    );
  }
  await db.update(projects).set({ closedDays: 30, rawMailDays: 7, visitorDays: 30 });
  const later = Date.now() + 31 * 86_400_000;
  const keep = { conversationId: young.conversationId, id: newId('msg') };
  await agent.conversations.reopen.mutate(keep);
  await eventually('it is open', async () => {
    const [row] = await db.select().from(conversations).where(eq(conversations.id, young.conversationId));
    return row?.status !== 'closed';
  });
  await keepRetention(db, later);
  expect(await rowsWith(product, 'old@example.org')).toEqual([]);
  expect(await transcriptOf(product, young.conversationId)).not.toEqual([]);
  expect(
    await db
      .select()
      .from(inboundEmails)
      .then((rows) => rows.filter(({ html }) => html)),
  ).toEqual([]);
  const kept = await db.select({ visitorId: conversations.visitorId }).from(conversations);
  const left = await db.select({ id: visitors.id }).from(visitors);
  expect(left.map(({ id }) => id).sort()).toEqual(kept.flatMap(({ visitorId }) => visitorId ?? []).sort());
  await forgotten();
  expect(await historiesOf(product, workflowIdOf(old.conversationId))).toEqual([]);
});
