import { expect, it } from 'vitest';
import { readTranscript } from '../../db/conversation/transcript.ts';
import { eventually } from '../support/eventually.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { startProduct } from '../support/stack/start-product.ts';

it('what came before the first task is taken in the order in which it was sent', async () => {
  await using product = await startProduct({ worker: false });
  const visit = await beginVisit(product);
  await visit.askForPerson();
  await visit.say('Are you there?');
  await product.startWorker();
  const said = await eventually('both', async () => {
    const { conversationId } = visit;
    const all = await readTranscript(product.database.db, { conversationId, afterRevision: 0 });
    return all.length === 2 && all;
  });
  expect(said.map(({ event, text }) => event?.kind ?? text)).toEqual(['escalated', 'Are you there?']);
});
