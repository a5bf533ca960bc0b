import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { FeedEvent } from '../../api/streams/feed-hub.ts';
import { readTranscript } from '../../db/conversation/transcript.ts';
import { killChild, startChildWorker } from '../support/stack/child-worker.ts';
import { eventually } from '../support/eventually.ts';
import { saying } from '../support/mail/mail-conversation.ts';
import { startProduct } from '../support/stack/start-product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { keepHistory } from '../support/people/histories.ts';

const program = fileURLToPath(new URL('../faults/workers/draft-worker.ts', import.meta.url));

/** What a reader is promised who sees half an answer, in milliseconds. */
const PROMISED = 5_000;

it('withdraws the half answer of a killed worker and begins it again within five seconds', async () => {
  await using product = await startProduct({ worker: false });
  const child = await startChildWorker(product, program);
  const visit = await beginVisit(product);
  const { conversationId } = visit;
  const stop = new AbortController();
  const seen: FeedEvent['kind'][] = [];
  const watching = (async () => {
    for await (const { kind } of product.feed.conversation(conversationId, stop.signal)) seen.push(kind);
  })();
  await visit.say('What is the whole story?');
  await eventually(
    'half an answer',
    () => product.feed.draft(conversationId)?.text === 'Half an answer',
    60_000,
  );
  await product.startWorker({ assistant: saying('The whole answer.') });

  await killChild(child);
  const begun = performance.now();
  await eventually('the withdrawal', () => seen.includes('withdrawn'));
  expect(product.feed.draft(conversationId)?.text).not.toBe('Half an answer');
  const whole = async () =>
    (await readTranscript(product.database.db, { conversationId, afterRevision: 0 })).map(({ text }) => text);
  await eventually('the whole answer', async () => (await whole()).includes('The whole answer.'));
  expect(performance.now() - begun).toBeLessThan(PROMISED);
  expect(await whole()).toEqual(['What is the whole story?', 'The whole answer.']);
  stop.abort();
  await watching;
  await keepHistory(product, conversationId, 'a killed worker');
});
