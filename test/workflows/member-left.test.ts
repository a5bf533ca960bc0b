import { expect, it } from 'vitest';
import pino from 'pino';
import { followDepartures } from '../../api/team/follow-departures.ts';
import { readTranscript } from '../../db/conversation/transcript.ts';
import { removeMember } from '../../db/project/team/members.ts';
import { newId } from '../../domain/ids.ts';
import { eventually } from '../support/eventually.ts';
import { keepHistory } from '../support/people/histories.ts';
import { stateOf } from '../support/people/state-of.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { anotherAgent } from '../support/rows/another-agent.ts';
import { startProduct } from '../support/stack/start-product.ts';

it('returns what a removed member was responsible for to the team, though no api ran when it happened', async () => {
  await using product = await startProduct();
  const { gateway, feed } = product;
  const { db } = product.database;
  const projectId = product.project.id;
  const visit = await beginVisit(product);
  const { conversationId } = visit;
  await visit.askForPerson('casey@example.com');
  const ben = await anotherAgent(db, { projectId });
  const taken = { id: newId('msg') };
  await eventually('Ben to have it', () =>
    gateway.agent.update('takeOver', conversationId, taken, { agentId: ben }).then(
      () => true,
      () => false,
    ),
  );
  await eventually('its row', async () => (await transcript()).includes('takenOver'));
  await removeMember(db, { projectId, agentId: ben, by: product.agentId });

  const follower = () => followDepartures({ db, team: gateway.team, feed, log: pino({ level: 'silent' }) });
  const both = [follower(), follower()];
  await eventually('the transcript to say so', async () => (await transcript()).includes('memberLeft'));
  await Promise.all(both.map((each) => each.stop()));

  expect(await stateOf(product, conversationId)).toMatchObject({
    assignee: null,
    handler: { by: 'agent', agentId: null },
  });
  expect((await transcript()).filter((kind) => kind === 'memberLeft')).toHaveLength(1);
  await visit.say('Is anybody there?');
  await eventually('the customer’s words', async () => (await transcript()).at(-1) === 'message');
  expect((await stateOf(product, conversationId)).handler).toEqual({ by: 'agent', agentId: null });
  await keepHistory(product, conversationId, 'an assignee who left the team');

  async function transcript(): Promise<string[]> {
    const messages = await readTranscript(db, { conversationId, afterRevision: 0 });
    return messages.map(({ kind, event }) => event?.kind ?? kind);
  }
});
