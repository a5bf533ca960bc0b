import { expect, it } from 'vitest';
import { newId } from '../../domain/ids.ts';
import { signIn } from '../support/people/agent-client.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { eventually } from '../support/eventually.ts';
import { startProduct } from '../support/stack/start-product.ts';

it('a reply sent while a message arrives is stopped, and goes once that is recorded and seen', async () => {
  await using product = await startProduct({ worker: false });
  const worker = await product.startWorker();
  const { conversations } = await signIn(product);
  const { conversationId, askForPerson, say } = await beginVisit(product);
  const lastSeq = async () => (await conversations.get.query({ conversationId })).lastSeq;
  await askForPerson();
  await eventually('the wish', async () => (await lastSeq()) > 0);
  const seenSeq = await lastSeq();
  worker.shutdown();
  await eventually('the worker’s end', () => worker.getState() === 'STOPPED');

  await say('It is urgent.');
  expect(product.feed.arrivals.of(conversationId)).toHaveLength(1);
  const reply = { conversationId, id: newId('msg'), text: 'No hurry?', seenSeq };
  const refused = conversations.reply.mutate(reply).then(
    () => null,
    (error: { data?: { refusal?: string } }) => error.data?.refusal,
  );
  await product.startWorker();
  expect(await refused).toBe('stale_reply');
  await eventually('the record', async () => (await lastSeq()) > seenSeq);
  await conversations.reply.mutate({ ...reply, id: newId('msg'), seenSeq: await lastSeq() });
});
