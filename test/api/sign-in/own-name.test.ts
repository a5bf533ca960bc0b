import { afterAll, beforeAll, expect, it } from 'vitest';
import { listActs } from '../../../db/project/audit.ts';
import { addMember } from '../../../db/project/projects.ts';
import { createProject } from '../../../db/project/new-project.ts';
import { newId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { agentClient } from '../../support/people/agent-client.ts';
import { AuthClient } from '../../support/people/auth-client.ts';
import { newAgent } from '../../support/people/new-agent.ts';
import { openStream } from '../../support/streams/open-stream.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

let product: Product;
beforeAll(async () => (product = await startProduct({ worker: false })));
afterAll(() => product?.[Symbol.asyncDispose]());

it('a changed name is everywhere at once, and the log of each project says who was called what before', async () => {
  const { db } = product.database;
  const who = await newAgent(product);
  const other = newId('prj');
  await createProject(db, { id: other, name: 'Other', ownerId: null, domain: 'b.example' });
  await addMember(db, { projectId: other, agentId: who.id, role: 'agent' });
  const browser = new AuthClient(product, '203.0.113.1');
  await browser.signIn(who);
  const { cookie } = browser;
  const streams = await Promise.all(
    [product.project.id, other].map((projectId) =>
      openStream(product.url, 'conversations.inboxEvents', { projectId }, { cookie }),
    ),
  );
  await eventually('the streams to begin', () => streams.every((each) => each.events() > 0));
  const begun = streams.map((each) => each.events());
  expect((await browser.post('/update-user', { name: ' Benedikta ' })).status).toBe(200);
  await eventually('both to hear of it', () => streams.every((each, n) => each.events() > (begun[n] ?? 0)));
  for (const each of streams) each.close();

  const client = agentClient(product.url, cookie);
  expect((await client.me.query()).agent.name).toBe('Benedikta');
  for (const projectId of [product.project.id, other]) {
    const { members } = await client.team.list.query({ projectId });
    expect(members.find(({ id }) => id === who.id)?.name).toBe('Benedikta');
    const acts = await listActs(db, { projectId, act: 'name_changed', before: null, most: 9 });
    const changes = { name: { from: 'Ben', to: 'Benedikta' } };
    expect(acts).toMatchObject([{ by: 'Ben', changes, network: '203.0.113.1' }]);
  }
  await browser.post('/update-user', { name: 'Benedikta' });
  const { id: projectId } = product.project;
  expect(await listActs(db, { projectId, act: 'name_changed', before: null, most: 9 })).toHaveLength(1);
});
