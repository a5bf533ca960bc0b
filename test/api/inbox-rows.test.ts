import { afterAll, beforeAll, expect, it } from 'vitest';
import { readTranscript } from '../../db/conversation/transcript.ts';
import { newId } from '../../domain/ids.ts';
import type { ConversationRow } from '../../domain/inbox/views.ts';
import { cookieOf, signIn, type AgentClient } from '../support/people/agent-client.ts';
import { eventually } from '../support/eventually.ts';
import type { Product } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';

let product: Product;
let agent: AgentClient;

beforeAll(async () => {
  product = await startProduct();
  agent = await signIn(product);
});
afterAll(() => product?.[Symbol.asyncDispose]());

/** A visitor whom a person answers, and their row as Ana reads it. */
async function talk() {
  const visit = await beginVisit(product);
  const { conversationId } = visit;
  await visit.say('Where is my lamp?');
  await visit.askForPerson();
  const row = async (): Promise<ConversationRow | undefined> => {
    const rows = await agent.conversations.list.query({ projectId: product.project.id, lane: 'all' });
    return rows.find(({ id }) => id === conversationId);
  };
  const until = (what: string, holds: (row: ConversationRow) => boolean) =>
    eventually(what, async () => {
      const found = await row();
      return found && holds(found) && found;
    });
  await until('the escalation', ({ handler, lastSeq }) => handler.by === 'agent' && lastSeq >= 2);
  const command = () => ({ conversationId, id: newId('msg') });
  const readAll = async () => {
    const { lastSeq } = (await row())!;
    await agent.conversations.markRead.mutate({ conversationId, seq: lastSeq });
    return lastSeq;
  };
  return { visit, conversationId, until, command, readAll };
}

it('shows the customer’s last words, whatever was said to them since', async () => {
  const { until, readAll, command } = await talk();
  await until(
    'the answer of the assistant or its hand-over',
    ({ preview }) => preview === 'Where is my lamp?',
  );
  const seenSeq = await readAll();
  await agent.conversations.reply.mutate({ ...command(), text: 'It left on Monday.', seenSeq });
  const row = await until('the reply', ({ lastSeq, status }) => lastSeq > seenSeq && status === 'waiting');
  expect(row.preview).toBe('Where is my lamp?');
});

it('never calls one’s own reply, note or act unread, but what the customer says next', async () => {
  const { visit, until, readAll, command } = await talk();
  const seenSeq = await readAll();
  await until('reading', ({ unread }) => !unread);
  await agent.conversations.reply.mutate({ ...command(), text: 'It left on Monday.', seenSeq });
  await agent.conversations.addNote.mutate({ ...command(), text: 'Asked the carrier.' });
  await agent.conversations.close.mutate(command());
  const closed = await until(
    'all three',
    ({ status, lastSeq }) => status === 'closed' && lastSeq >= seenSeq + 3,
  );
  expect(closed.unread).toBe(false);
  await visit.say('It has not come.');
  await until(
    'the customer’s words to be unread',
    ({ unread, preview }) => unread && preview === 'It has not come.',
  );
});

it('leaves what a customer wrote before one’s own note unread until it was read', async () => {
  const { until, command } = await talk();
  const before = await until('the question', ({ unread }) => unread);
  await agent.conversations.addNote.mutate({ ...command(), text: 'I will look later.' });
  await until('the note', ({ lastSeq, unread }) => lastSeq > before.lastSeq && unread);
});

it('sends files that say it all, and refuses to send nothing', async () => {
  const { conversationId, readAll, command, until } = await talk();
  const seenSeq = await readAll();
  const empty = { ...command(), text: '  ', seenSeq };
  await expect(agent.conversations.reply.mutate(empty)).rejects.toThrow('or attach a file');
  const id = newId('att');
  const query = new URLSearchParams({ conversation: conversationId, name: 'invoice.txt' });
  const headers = { cookie: await cookieOf(product) };
  const upload = { method: 'PUT', headers, body: 'One lamp, 40 EUR' };
  expect((await fetch(`${product.url}/attachments/${id}?${query}`, upload)).status).toBe(200);
  await agent.conversations.reply.mutate({ ...empty, attachments: [id] });
  await until('the reply', ({ lastSeq }) => lastSeq > seenSeq);
  const { db } = product.database;
  const said = (await readTranscript(db, { conversationId, afterRevision: 0 })).at(-1);
  expect(said).toMatchObject({ text: '', attachments: [{ id, name: 'invoice.txt' }] });
});
