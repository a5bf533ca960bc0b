import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parkUnit } from '../../../db/conversation/parked.ts';
import { eraseConversations } from '../../../db/erasing/erase-conversations.ts';
import { notify } from '../../../db/connection/feed.ts';
import { createFeedHub } from '../../../api/streams/feed-hub.ts';
import { arrivingMessage } from '../../../domain/inbox/arriving.ts';
import { newId, type ConversationId } from '../../../domain/ids.ts';
import type {
  AgentTranscriptUpdate,
  InboxUpdate,
  VisitorTranscriptUpdate,
} from '../../../domain/inbox/views.ts';
import { cookieOf } from '../../support/people/agent-client.ts';
import { followUpdates } from '../../support/streams/follow-updates.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { eventually } from '../../support/eventually.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

let product: Product;
let cookie: string;

/** No worker runs: whatever is accepted waits. */
beforeAll(async () => {
  product = await startProduct({ worker: false });
  cookie = await cookieOf(product);
});
afterAll(() => product?.[Symbol.asyncDispose]());

/** What an update says is arriving; null: it is about something else. */
function shownIn(update?: Seen): string[] | null {
  if (update?.type === 'arriving') return (update.messages ?? []).map(({ text }) => text);
  return update?.type === 'changed' ? (update.arriving ?? []).map(({ text }) => text) : null;
}

type Words = { text: string }[];
type Seen = { type: string; messages?: Words; arriving?: Words };

/** A visitor who has said something, and whoever looks. */
async function visit() {
  const visitor = await beginVisit(product);
  const { conversationId, token, say } = visitor;
  await say('Is anybody there?');
  const follow = <Update>(path: string, headers: Record<string, string>) =>
    followUpdates<Update>(product.url, path, { input: { conversationId }, headers });
  return {
    ...visitor,
    asVisitor: () => follow<VisitorTranscriptUpdate>('visitor.events', { authorization: `Bearer ${token}` }),
    asAgent: () => follow<AgentTranscriptUpdate>('conversations.transcriptEvents', { cookie }),
  };
}

const list = (projectId = product.project.id) =>
  followUpdates<InboxUpdate>(product.url, 'conversations.inboxEvents', {
    input: { projectId },
    headers: { cookie },
  });

const said = (
  conversationId: ConversationId,
  parts: Partial<Parameters<typeof arrivingMessage>[0]> = {},
) => ({
  projectId: product.project.id,
  conversationId,
  message: arrivingMessage({
    ...{ id: newId('msg'), channel: 'widget', author: { by: 'customer' }, text: 'Hello?', ...parts },
  }),
});

const gone = (id: ConversationId) =>
  eventually('nothing to arrive', () => product.feed.arrivals.of(id).length === 0);

describe('what Temporal has acknowledged, while no worker runs', () => {
  it('stands in the transcript of whoever looks, in the order it came', async () => {
    const { say, asAgent, asVisitor } = await visit();
    using agent = await asAgent();
    using tab = await asVisitor();
    expect(shownIn(agent.updates[0])).toEqual(['Is anybody there?']);
    await say('I am in a hurry.');
    for (const { updates } of [agent, tab])
      await eventually(
        'both',
        () => shownIn(updates.at(-1))?.join() === 'Is anybody there?,I am in a hurry.',
      );
  });

  it('stands in the list with its conversation, which no list had', async () => {
    using inbox = await list();
    const { conversationId } = await visit();
    const row = await eventually('the row', () =>
      inbox.updates.find((each) => each.type === 'changed' && each.conversation.id === conversationId),
    );
    expect(row).toMatchObject({ conversation: { lastSeq: 0 }, arriving: { preview: 'Is anybody there?' } });
    using later = await list();
    await eventually('the same for whoever comes later', () =>
      later.updates.some((each) => each.type === 'changed' && each.conversation.id === conversationId),
    );
  });

  it('is shown once, however often it is sent', async () => {
    const { conversationId, say } = await visit();
    const id = newId('msg');
    await say('Twice', id);
    await say('Twice', id);
    expect(product.feed.arrivals.of(conversationId).map(({ text }) => text)).toEqual([
      'Is anybody there?',
      'Twice',
    ]);
  });

  it('is nothing to other projects, nor is a mail to the visitor', async () => {
    const { conversationId, asVisitor, say } = await visit();
    using tab = await asVisitor();
    const other = { by: 'other', email: 'sam@example.org', name: 'Sam' } as const;
    product.feed.arrivals.accepted(said(conversationId, { channel: 'email', author: other, text: 'Psst' }));
    await say('After the mail');
    await eventually('the message', () => shownIn(tab.updates.at(-1))?.includes('After the mail'));
    expect(JSON.stringify(tab.updates)).not.toContain('Psst');
    expect(product.feed.arrivals.in(product.project.id)).toContain(conversationId);
    expect(product.feed.arrivals.in(newId('prj'))).toEqual([]);
  });
});

describe('two apis', () => {
  it('show the same, each message once', async () => {
    const hub = await createFeedHub(product.config.databaseUrl);
    try {
      const { conversationId } = await visit();
      await eventually('the other api', () => hub.arrivals.of(conversationId).length === 1);
      hub.arrivals.accepted(said(conversationId, { text: 'By the other one' }));
      await eventually('this api', () => product.feed.arrivals.of(conversationId).length === 2);
      expect(hub.arrivals.of(conversationId).map(({ text }) => text)).toEqual([
        'Is anybody there?',
        'By the other one',
      ]);
    } finally {
      await hub.stop();
    }
  });
});

describe('nothing stays that is not recorded in the end', () => {
  /** A conversation in the tables, of which no other process says anything. */
  async function quiet() {
    const { db } = product.database;
    const { id: projectId } = product.project;
    const conversationId = await anotherConversation(db, { projectId });
    return { db, projectId, conversationId };
  }

  it('a message that was recorded before its acceptance was heard of', async () => {
    const { db, projectId, conversationId } = await quiet();
    const accepted = said(conversationId);
    const change = { kind: 'conversation', projectId, conversationId, revision: 1 } as const;
    await notify(db, { ...change, recorded: [accepted.message.id] });
    const last = said(conversationId);
    product.feed.arrivals.accepted(last);
    await notify(db, { ...change, recorded: [last.message.id] });
    await gone(conversationId);
    product.feed.arrivals.accepted(accepted);
    expect(product.feed.arrivals.of(conversationId)).toEqual([]);
  });

  it('a message that was refused for good and is kept apart', async () => {
    const { db, projectId, conversationId } = await quiet();
    const accepted = said(conversationId);
    const { id, text, at } = accepted.message;
    const entry = { id, text, at, kind: 'message', channel: 'widget', audience: 'everyone' } as const;
    const unit = {
      kind: 'entry',
      entry: { ...entry, author: { by: 'customer' }, event: null, emailId: null },
    } as const;
    product.feed.arrivals.accepted(accepted);
    await parkUnit(db, { id: newId('prk'), projectId, conversationId, unit, error: 'refused' });
    await gone(conversationId);
  });

  it('a message whose conversation was erased', async () => {
    const { db, projectId, conversationId } = await quiet();
    product.feed.arrivals.accepted(said(conversationId));
    await db.transaction((tx) => eraseConversations(tx, { projectId, ids: [conversationId], askedBy: null }));
    await gone(conversationId);
  });

  it('a message of a conversation that nobody has', async () => {
    const conversationId = newId('cnv');
    product.feed.arrivals.accepted(said(conversationId));
    await gone(conversationId);
  });
});

it('once a worker runs, one update brings the message and ends its arriving', async () => {
  const { conversationId, asAgent, asVisitor } = await visit();
  using agent = await asAgent();
  using tab = await asVisitor();
  using inbox = await list();
  await product.startWorker();
  for (const updates of [agent.updates, tab.updates] as Seen[][]) {
    const recorded = await eventually('the record', () =>
      updates.find((each) => each.type === 'changed' && each.messages?.length),
    );
    expect(shownIn(recorded)).toEqual([]);
    const before = updates.slice(0, updates.indexOf(recorded)).map(shownIn);
    expect(before).toEqual(before.map(() => ['Is anybody there?']));
  }
  const row = await eventually('the row', () =>
    inbox.updates.find(
      (each) =>
        each.type === 'changed' && each.conversation.id === conversationId && each.conversation.lastSeq > 0,
    ),
  );
  expect(row).not.toHaveProperty('arriving');
});
