import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { ReplyTimes } from '../../../domain/conversation/held-reply.ts';
import { findConversation } from '../../../db/inbox/inbox.ts';
import { projects } from '../../../db/schema/schema.ts';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import { newId, type MessageId } from '../../../domain/ids.ts';
import { toVisitorMessage } from '../../../domain/inbox/visitor-view.ts';
import { signIn } from '../../support/people/agent-client.ts';
import { eventually } from '../../support/eventually.ts';
import { keepHistory } from '../../support/people/histories.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';

/** A conversation that waits for an agent, and everything an agent may do in it. */
async function startEscalated(email: string | null, options: { worker?: boolean } = {}) {
  const product = await startProduct(options);
  const visit = await beginVisit(product);
  const { conversationId } = visit;
  const actor = { agentId: product.agentId };
  const transcript = () => readTranscript(product.database.db, { conversationId, afterRevision: 0 });
  const detail = () => findConversation(product.database.db, { conversationId, agentId: product.agentId });
  const said = async () => (await transcript()).filter(({ author }) => author.by === 'agent');
  const command = (messageId: MessageId) => ({ id: newId('msg'), messageId });
  await visit.askForPerson(email ?? undefined);
  return {
    product,
    visit,
    conversationId,
    transcript,
    detail,
    /** What the visitor could see of the agents. */
    shown: async () =>
      (await said()).flatMap((message) => toVisitorMessage(message) ?? []).map(({ text }) => text),
    held: async () => (await detail())?.outgoing?.held.map(({ text }) => text) ?? [],
    message: async (id: MessageId) => (await transcript()).find((each) => each.id === id),
    reply: async (text: string, times: ReplyTimes) => {
      const id = newId('msg');
      await product.gateway.agent.update('reply', conversationId, { id, text, seenSeq: 99, times }, actor);
      return id;
    },
    undo: (id: MessageId) => product.gateway.agent.update('undoReply', conversationId, command(id), actor),
    sendNow: (id: MessageId) => product.gateway.agent.update('sendNow', conversationId, command(id), actor),
    [Symbol.asyncDispose]: () => product[Symbol.asyncDispose](),
  };
}

const LONG: ReplyTimes = { undoSeconds: 60, readSeconds: null };
const mails = ({ mailbox }: Product) => mailbox.ledger().map(({ text }) => text);

it('takes one reply back and sends the others as one mail, nothing of which anybody sees before', async () => {
  await using talk = await startEscalated('casey@example.com');
  const { product } = talk;
  await talk.reply('First.', LONG);
  const wrong = await talk.reply('Wrong!', LONG);
  const last = await talk.reply('Second.', LONG);
  await eventually('the held replies', async () => (await talk.held()).length === 3);
  expect(await talk.shown()).toEqual([]);
  await talk.undo(wrong);
  await eventually('the undo', async () => (await talk.held()).length === 2);
  await talk.sendNow(last);
  await eventually('the delivery', async () => (await talk.message(last))?.delivery?.state === 'delivered');
  expect(await talk.shown()).toEqual(['First.', 'Second.']);
  expect(mails(product)).toEqual([expect.stringMatching(/^First\.\n\nSecond\.\n/)]);
  expect(mails(product).join()).not.toContain('Wrong!');
  const messages = await talk.transcript();
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
  const deliveries = messages.flatMap(({ delivery }) => delivery ?? []);
  expect(deliveries.map(({ id }) => id)).toEqual([deliveries[0]?.id, deliveries[0]?.id]);
  await expect(talk.undo(last)).rejects.toMatchObject({ code: 'already_left' });
  await keepHistory(product, talk.conversationId, 'replies held and undone');
});

it('keeps its word while no worker runs: a held reply leaves when its time is over', async () => {
  await using talk = await startEscalated('casey@example.com', { worker: false });
  const { product } = talk;
  const first = await product.startWorker();
  await talk.reply('Later.', { undoSeconds: 2, readSeconds: null });
  first.shutdown();
  await eventually('the worker to end', () => first.getState() === 'STOPPED', 30_000);
  expect(mails(product)).toEqual([]);
  await product.startWorker();
  await eventually('the mail', () => mails(product).length === 1, 30_000);
  expect(await talk.shown()).toEqual(['Later.']);
}, 90_000);

it('keeps its word when its workflow was ended before its time', async () => {
  await using talk = await startEscalated('casey@example.com');
  const { product, visit, conversationId } = talk;
  const id = await talk.reply('Still here.', { undoSeconds: 3, readSeconds: null });
  await eventually('the held reply', async () => (await talk.held()).length === 1);
  await product.client.workflow.getHandle(`conversation/${conversationId}`).terminate('test');
  await visit.say('Anybody?');
  await eventually('the delivery', async () => (await talk.message(id))?.delivery?.state === 'delivered');
  expect(mails(product)).toHaveLength(1);
  expect(await talk.held()).toEqual([]);
});

it('does not mail what the visitor read in the chat, and says so; mails what they did not read', async () => {
  await using talk = await startEscalated('casey@example.com');
  const { product, visit } = talk;
  const times = { undoSeconds: 0, readSeconds: 2 };
  const read = await talk.reply('Read this.', times);
  await eventually('the chat to show it', async () => (await talk.shown()).includes('Read this.'));
  expect((await talk.detail())?.outgoing?.awaitingRead).toMatchObject([{ messageIds: [read] }]);
  await visit.markRead((await talk.message(read))?.seq ?? 0);
  await eventually('the decision', async () => (await talk.message(read))?.readInChat);
  expect(await talk.message(read)).toMatchObject({ delivery: null, channel: 'widget' });
  const unread = await talk.reply('And this.', times);
  await eventually('the mail', async () => (await talk.message(unread))?.delivery?.state === 'delivered');
  expect((await talk.message(unread))?.channel).toBe('email');
  expect(mails(product)).toHaveLength(1);
  expect(mails(product)[0]).toContain('wrote:\n> Read this.');
  await keepHistory(product, talk.conversationId, 'a reply read in the chat');
});

it('stops mail to an address that bounced, until somebody corrects it', async () => {
  await using talk = await startEscalated('bounce@example.com');
  const { product, conversationId } = talk;
  const now = { undoSeconds: 0, readSeconds: null };
  const actor = { agentId: product.agentId };
  const first = await talk.reply('Where are you?', now);
  await eventually('the bounce', async () => (await talk.message(first))?.delivery?.state === 'bounced');
  const raised = await eventually('the event', async () =>
    (await talk.transcript()).find(({ event }) => event?.kind === 'notDelivered'),
  );
  expect(raised.audience).toBe('team');
  expect(await talk.detail()).toMatchObject({ status: 'open', suppressed: { reason: 'bounced' } });

  const second = await talk.reply('Hello?', now);
  const stopped = await eventually('the refusal', async () => {
    const { delivery } = (await talk.message(second)) ?? {};
    return delivery?.state === 'failed' && delivery;
  });
  expect(stopped.reason).toMatch(/stopped: an earlier one bounced/);
  expect(mails(product)).toHaveLength(1);

  const input = { id: newId('msg'), deliveryId: stopped.id, email: 'casey@example.com' };
  await product.gateway.agent.update('correctAddress', conversationId, input, actor);
  const again = await eventually('the second delivery', async () => {
    const { delivery } = (await talk.message(second)) ?? {};
    return delivery?.state === 'delivered' && delivery;
  });
  expect(again).toMatchObject({ to: 'casey@example.com' });
  expect(again.id).not.toBe(stopped.id);
  expect(product.mailbox.ledger().at(-1)?.text).toContain('wrote:\n> Where are you?');
  await keepHistory(product, conversationId, 'a bounce and a corrected address');
});

it('sends a mail again when an agent decides so', async () => {
  await using talk = await startEscalated('bounce@example.com');
  const { product, conversationId } = talk;
  const now = { undoSeconds: 0, readSeconds: null };
  await talk.reply('One.', now);
  await eventually('the suppression', async () => (await talk.detail())?.suppressed);
  const id = await talk.reply('Two.', now);
  const failed = await eventually('the refusal', async () => {
    const { delivery } = (await talk.message(id)) ?? {};
    return delivery?.state === 'failed' && delivery;
  });
  const agent = await signIn(product);
  await agent.conversations.liftSuppression.mutate({ conversationId });
  expect((await talk.detail())?.suppressed).toBeNull();
  const input = { id: newId('msg'), deliveryId: failed.id };
  await eventually('the first try to end', () =>
    product.gateway.agent.update('retryDelivery', conversationId, input, { agentId: product.agentId }).then(
      () => true,
      () => false,
    ),
  );
  await eventually('the second mail', () => mails(product).length === 2);
});

it('waits as long as the project’s settings say, whatever a client says', async () => {
  await using talk = await startEscalated('casey@example.com');
  const { product, conversationId } = talk;
  const { db } = product.database;
  await db.update(projects).set({ undoSeconds: 60 }).where(eq(projects.id, product.project.id));
  const agent = await signIn(product);
  const input = { conversationId, id: newId('msg'), text: 'Hello', seenSeq: 99 };
  const hurried = { ...input, times: { undoSeconds: 0, readSeconds: null } };
  await expect(agent.conversations.reply.mutate(hurried)).rejects.toMatchObject({
    data: { refusal: 'bad_input' },
  });
  await agent.conversations.reply.mutate(input);
  const [held] = await eventually('the held reply', async () => (await talk.detail())?.outgoing?.held);
  expect(Date.parse(held?.until ?? '') - Date.parse(held?.at ?? '')).toBe(60_000);
});
