import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { findConversation } from '../../../db/inbox/inbox.ts';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import { newId, type MessageId } from '../../../domain/ids.ts';
import { signIn } from '../../support/people/agent-client.ts';
import { eventually } from '../../support/eventually.ts';
import { keepHistory } from '../../support/people/histories.ts';
import { skipTime } from '../../support/people/skip-time.ts';
import { killChild, startChildWorker } from '../../support/stack/child-worker.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';

const worker = fileURLToPath(new URL('../../faults/workers/mail-worker.ts', import.meta.url));
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

async function startEscalated(options: { worker?: boolean } = {}) {
  const product = await startProduct(options);
  const visit = await beginVisit(product);
  const { conversationId } = visit;
  const agent = await signIn(product);
  await visit.askForPerson('casey@example.com');
  const later = async (sendAt: string, closes = false) => {
    const id = newId('msg');
    const input = { conversationId, id, text: 'Good morning.', seenSeq: 99, sendAt };
    await agent.conversations.reply.mutate({ ...input, ...(closes && { closes: true as const }) });
    return id;
  };
  return {
    product,
    visit,
    agent,
    conversationId,
    later,
    mails: () => product.mailbox.ledger().map(({ text }) => text.split('\n')[0]),
    held: async () => {
      const asked = { conversationId, agentId: product.agentId };
      return (await findConversation(product.database.db, asked))?.outgoing?.held ?? [];
    },
    kinds: async () =>
      (await readTranscript(product.database.db, { conversationId, afterRevision: 0 })).map(
        ({ kind, event }) => event?.kind ?? kind,
      ),
    on: (messageId: MessageId) => ({ conversationId, id: newId('msg'), messageId }),
    [Symbol.asyncDispose]: () => product[Symbol.asyncDispose](),
  };
}

it('leaves once at its moment and closes the conversation, though its worker is killed before', async () => {
  await using talk = await startEscalated({ worker: false });
  const { product } = talk;
  const child = await startChildWorker(product, worker);
  await talk.later(inSeconds(3), true);
  await eventually('the waiting reply', async () => (await talk.held()).length === 1);
  await killChild(child);
  expect(talk.mails()).toEqual([]);
  await product.startWorker();
  await eventually('the mail', () => talk.mails().length === 1);
  await eventually('the closed conversation', async () => (await talk.kinds()).at(-1) === 'closed');
  expect(talk.mails()).toEqual(['Good morning.']);
  expect((await talk.kinds()).filter((kind) => kind === 'closed')).toHaveLength(1);
  await keepHistory(product, talk.conversationId, 'a reply sent later');
});

it('waits for a day, can be moved, and is sent once at the moment that was chosen last', async () => {
  await using talk = await startEscalated();
  const { agent, product, conversationId } = talk;
  const id = await talk.later(inSeconds(3_600));
  await eventually('the waiting reply', async () => (await talk.held())[0]?.later);
  const moved = inSeconds(24 * 3_600);
  await agent.conversations.moveReply.mutate({ ...talk.on(id), sendAt: moved });
  await eventually('the other moment', async () => (await talk.held())[0]?.until === moved);
  const far = { ...talk.on(id), sendAt: inSeconds(40 * 24 * 3_600) };
  await expect(agent.conversations.moveReply.mutate(far)).rejects.toMatchObject({
    data: { refusal: 'moment_too_far' },
  });
  await skipTime(product, conversationId);
  await eventually('the mail', () => talk.mails().length === 1);
  const late = { ...talk.on(id), sendAt: inSeconds(60) };
  await expect(agent.conversations.moveReply.mutate(late)).rejects.toMatchObject({
    data: { refusal: 'already_left' },
  });
});

it('is stopped when the customer writes, says so to the team, and leaves when an agent sends it all the same', async () => {
  await using talk = await startEscalated();
  const { agent, visit } = talk;
  const id = await talk.later(inSeconds(3_600));
  await eventually('the waiting reply', async () => (await talk.held()).length === 1);
  await visit.say('Never mind, I found it.');
  await eventually('the stopped reply', async () => (await talk.held())[0]?.stopped);
  expect(await talk.kinds()).toContain('replyStopped');
  expect(talk.mails()).toEqual([]);
  await agent.conversations.sendNow.mutate(talk.on(id));
  await eventually('the mail', () => talk.mails().length === 1);
  expect(await talk.held()).toEqual([]);
});

it('is taken back with its words', async () => {
  await using talk = await startEscalated();
  const id = await talk.later(inSeconds(3_600));
  await eventually('the waiting reply', async () => (await talk.held()).length === 1);
  await talk.agent.conversations.undoReply.mutate(talk.on(id));
  await eventually('nothing waiting', async () => (await talk.held()).length === 0);
  expect(talk.mails()).toEqual([]);
});
