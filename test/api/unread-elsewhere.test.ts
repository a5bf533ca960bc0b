import { afterAll, beforeAll, expect, it } from 'vitest';
import { removeMember } from '../../db/project/team/members.ts';
import { addMember } from '../../db/project/projects.ts';
import { newId, type ProjectId } from '../../domain/ids.ts';
import { agentClient, type AgentClient } from '../support/people/agent-client.ts';
import { AuthClient } from '../support/people/auth-client.ts';
import { newAgent } from '../support/people/new-agent.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { eventually } from '../support/eventually.ts';
import { readUpdates } from '../support/people/read-updates.ts';
import type { Product } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';
import { signIn } from '../support/people/agent-client.ts';

let product: Product;
let ana: AgentClient;
let moth: ProjectId;
let widgetKey: string;

beforeAll(async () => {
  product = await startProduct();
  ana = await signIn(product);
  moth = newId('prj');
  await ana.projects.create.mutate({ id: moth, name: 'Moth' });
  ({ widgetKey } = await ana.settings.get.query({ projectId: moth }));
});
afterAll(() => product?.[Symbol.asyncDispose]());

async function ask(): Promise<void> {
  const visit = await beginVisit({ url: product.url, widgetKey });
  await visit.say('Is the moth lamp warm?');
  await visit.askForPerson('kim@example.com');
}

it('whoever looks at one project hears what is unread in another, and nothing of it once they are off its team', async () => {
  const { db } = product.database;
  const who = await newAgent(product);
  await addMember(db, { projectId: moth, agentId: who.id, role: 'agent' });
  const browser = new AuthClient(product, '203.0.113.1');
  await browser.signIn(who);
  const { id: projectId } = product.project;
  await using stream = await readUpdates(product.url, { projectId }, browser.cookie);
  const counts = () => stream.updates().flatMap((each) => (each.type === 'unread' ? [each.projects] : []));
  await eventually('the stream to begin', () => stream.updates().length > 0);
  await ask();
  await eventually(
    'the number',
    () =>
      counts()
        .at(-1)
        ?.find(({ id }) => id === moth)?.unread === 1,
  );

  const client = agentClient(product.url, browser.cookie);
  const [row] = await client.conversations.list.query({ projectId: moth, lane: 'all', before: null });
  await client.conversations.markRead.mutate({ conversationId: row!.id, seq: row!.lastSeq });
  await eventually(
    'it to be read',
    () =>
      counts()
        .at(-1)
        ?.find(({ id }) => id === moth)?.unread === 0,
  );

  await removeMember(db, { projectId: moth, agentId: who.id, by: 'shell' });
  await ask();
  await eventually(
    'its last word',
    () =>
      counts()
        .at(-1)
        ?.every(({ id }) => id !== moth) === true,
  );
  const words = stream.updates().length;
  await ask();
  await ana.team.changeRole.mutate({ projectId, agentId: who.id, role: 'admin' });
  await eventually('a word of this project', () => stream.updates().length > words);
  expect(stream.updates().slice(words)).toEqual([{ type: 'team' }]);
});
