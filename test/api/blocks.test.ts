import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listQuarantine } from '../../db/mail/inbound/quarantine.ts';
import { listAllProjects } from '../../db/project/projects.ts';
import { conversations, projects } from '../../db/schema/schema.ts';
import { readTranscript } from '../../db/conversation/transcript.ts';
import { signIn, type AgentClient } from '../support/people/agent-client.ts';
import { eventually } from '../support/eventually.ts';
import { mailTo } from '../support/mail/post-mail.ts';
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

const said = (conversationId: `cnv_${string}`) =>
  readTranscript(product.database.db, { conversationId, afterRevision: 0 });

async function post(from: string): Promise<void> {
  const response = await fetch(`${product.url}/webhooks/postmark/inbound`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`postmark:${product.config.mail.webhookSecrets[0]}`)}` },
    body: JSON.stringify(mailTo('support@example.test', { from, text: 'Buy my watches' })),
  });
  expect(response.status).toBe(200);
}

it('takes nothing more from a blocked visitor, in words, until the block is lifted', async () => {
  const visit = await beginVisit(product);
  const other = await beginVisit(product);
  await visit.say('Buy my watches');
  await eventually('the message', async () => (await said(visit.conversationId)).length > 0);
  await agent.blocks.add.mutate({ conversationId: visit.conversationId, kind: 'visitor' });
  await expect(visit.say('Buy more')).rejects.toThrow('takes no messages');
  await expect(visit.askForPerson()).rejects.toThrow('takes no messages');
  await other.say('How do I start it?');
  const [block] = await agent.blocks.list.query({ projectId: product.project.id });
  expect(block).toMatchObject({ kind: 'visitor', by: 'Ana' });
  await agent.blocks.lift.mutate({ projectId: product.project.id, ...block! });
  await visit.say('Sorry');
});

it('lets nobody begin from a blocked network', async () => {
  const visit = await beginVisit(product);
  await visit.say('Buy my watches');
  await agent.blocks.add.mutate({ conversationId: visit.conversationId, kind: 'network' });
  await expect(beginVisit(product)).rejects.toThrow('takes no messages');
  await expect(visit.say('Buy more')).rejects.toThrow('takes no messages');
  for (const block of await agent.blocks.list.query({ projectId: product.project.id }))
    await agent.blocks.lift.mutate({ projectId: product.project.id, ...block });
  await beginVisit(product);
});

it('keeps a blocked sender’s mail in quarantine', async () => {
  const { db } = product.database;
  await post('Spam@Watches.example');
  const begun = () => db.select().from(conversations).where(eq(conversations.channel, 'email'));
  await eventually('the conversation', async () => (await begun()).length === 1);
  const [{ id } = { id: 'cnv_none' as const }] = await begun();
  await eventually('its customer', async () => (await begun())[0]?.customerId !== null);
  await agent.blocks.add.mutate({ conversationId: id, kind: 'sender' });
  await post('spam@watches.example');
  const kept = await listQuarantine(db, { projectId: product.project.id, ignored: false });
  expect(kept.map(({ reason }) => reason)).toEqual(['blocked']);
  expect(await begun()).toHaveLength(1);
});

it('gives people what is beyond a day’s ceiling of conversations, and tells the team', async () => {
  const { db } = product.database;
  const projectId = product.project.id;
  expect(await agent.settings.ceilings.query({ projectId })).toBeNull();
  await db.update(projects).set({ maxConversationsADay: 0 }).where(eq(projects.id, projectId));
  const visit = await beginVisit(product);
  await visit.say('How do I start it?');
  await eventually('the message', async () => (await said(visit.conversationId)).length > 0);
  const [row] = await db.select().from(conversations).where(eq(conversations.id, visit.conversationId));
  expect(row).toMatchObject({ handlerBy: 'agent', status: 'open' });
  expect(row?.escalation?.reason).toContain('ceiling');
  expect(await agent.settings.ceilings.query({ projectId })).toContain('new conversations');
  expect((await listAllProjects(db))[0]?.maxConversationsADay).toBe(0);
});
