import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { newId } from '../../domain/ids.ts';
import type { ConversationEvent } from '../../domain/message.ts';
import { readTranscript } from '../../db/conversation/transcript.ts';
import { killChild, startChildWorker } from '../support/stack/child-worker.ts';
import { eventually } from '../support/eventually.ts';
import { signIn } from '../support/people/agent-client.ts';
import { keepHistory } from '../support/people/histories.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import type { Product } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';

const program = fileURLToPath(new URL('../faults/workers/draft-worker.ts', import.meta.url));

/** A visitor who asked for a person, and an agent who has them. */
async function begin(product: Product) {
  const visit = await beginVisit(product);
  const { conversationId } = visit;
  await visit.askForPerson();
  const { conversations } = await signIn(product);
  const about = { conversationId };
  const detail = () => conversations.get.query(about);
  await eventually('the escalation', async () => (await detail()).handler.by === 'agent');
  const snooze = (until: string | null) => conversations.snooze.mutate({ ...about, id: newId('msg'), until });
  const stands = (status: string) =>
    eventually(status, async () => (await detail()).status === status && detail(), 30_000);
  const events = async (): Promise<ConversationEvent[]> =>
    (await readTranscript(product.database.db, { conversationId, afterRevision: 0 })).flatMap(
      ({ event }) => event ?? [],
    );
  return { visit, conversationId, conversations, about, detail, snooze, stands, events };
}

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

it('brings a conversation back at its moment, once, although its worker was killed meanwhile', async () => {
  await using product = await startProduct({ worker: false });
  const child = await startChildWorker(product, program);
  const { conversationId, snooze, stands, events } = await begin(product);
  const until = inSeconds(3);
  await snooze(until);
  expect(await stands('snoozed')).toMatchObject({ snoozedUntil: until, unread: false });
  await killChild(child);
  await product.startWorker();
  expect(await stands('open')).toMatchObject({ snoozedUntil: null, unread: true });
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(until));
  const ended = (await events()).filter(({ kind }) => kind === 'snoozeEnded');
  expect(ended).toEqual([{ kind: 'snoozeEnded', until, because: 'time' }]);
  await keepHistory(product, conversationId, 'a snooze that ended');
});

it('is woken by the customer at once, and its timer ends unheard', async () => {
  await using product = await startProduct();
  const { visit, conversationId, snooze, stands, events } = await begin(product);
  await snooze(inSeconds(3_600));
  await stands('snoozed');
  expect(await visit.visitor.conversation.query()).toMatchObject({ status: 'open' });
  await visit.say('Are you there?');
  await stands('open');
  expect((await events()).at(-1)).toMatchObject({ kind: 'snoozeEnded', because: 'customer' });
  await keepHistory(product, conversationId, 'a snooze that the customer ended');
});

it('is what it was before when the snooze is taken back', async () => {
  await using product = await startProduct();
  const { snooze, stands, conversations, about } = await begin(product);
  await snooze(null);
  expect(await stands('snoozed')).toMatchObject({ snoozedUntil: null });
  await conversations.unsnooze.mutate({ ...about, id: newId('msg') });
  await stands('open');
});

it('refuses a moment that is over, and a tag that is not there', async () => {
  await using product = await startProduct();
  const { snooze, conversations, about } = await begin(product);
  await expect(snooze(inSeconds(-60))).rejects.toMatchObject({ data: { refusal: 'moment_past' } });
  const tagging = conversations.addTag.mutate({ ...about, id: newId('msg'), tagId: newId('tag') });
  await expect(tagging).rejects.toMatchObject({ data: { refusal: 'not_found' } });
});
