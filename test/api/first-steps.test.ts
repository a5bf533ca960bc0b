import { afterAll, beforeAll, expect, it } from 'vitest';
import { FIRST_STEPS } from '../../domain/project/first-steps.ts';
import { newId } from '../../domain/ids.ts';
import { recordTestMail, markTestMailArrived } from '../../db/mail/inbound/test-mails.ts';
import { readFirstSteps } from '../../db/project/first-steps.ts';
import { eventually } from '../support/eventually.ts';
import { signIn, type AgentClient } from '../support/people/agent-client.ts';
import { newAgent } from '../support/people/new-agent.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import type { Product } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';

let product: Product;
let ana: AgentClient;
let projectId: Product['project']['id'];

beforeAll(async () => {
  product = await startProduct();
  projectId = product.project.id;
  ana = await signIn(product);
});
afterAll(() => product?.[Symbol.asyncDispose]());

const done = async () => {
  const { done } = await ana.firstSteps.get.query({ projectId });
  return FIRST_STEPS.filter((step) => done[step]);
};

async function sayOn(url: string): Promise<void> {
  const { visitor, conversationId } = await beginVisit(product);
  const page = { url, title: 'Here', locale: 'en', timeZone: 'UTC' };
  await visitor.send.mutate({ conversationId, id: newId('msg'), text: 'Do you ship to Spain?', page });
}

it('ticks each step by what is there, and nothing in a new project', async () => {
  expect(await done()).toEqual([]);
  await ana.articles.save.mutate({ projectId, id: newId('art'), title: 'Shipping', text: 'To Spain, too.' });
  expect(await done()).toEqual(['docs']);
  await sayOn(`${product.url}/demo`);
  await eventually('the answer', async () => (await done()).includes('assistant'));
  await sayOn(`${product.url.replace('127.0.0.1', 'localhost')}/demo`);
  await sayOn('https://shop.example/lamps');
  await eventually('the page', async () => (await done()).includes('widget'));
  await ana.team.invite.mutate({ projectId, emails: ['ben@example.net'], role: 'agent', mail: false });
  expect(await done()).toEqual(['docs', 'assistant', 'widget', 'team']);
});

it('counts no page of its own as a site with the widget', async () => {
  await using other = await startProduct();
  const visit = await beginVisit(other);
  const page = { url: `${other.url}/demo`, title: '', locale: 'en', timeZone: 'UTC' };
  await visit.visitor.send.mutate({
    ...{ conversationId: visit.conversationId, id: newId('msg'), text: 'Hello', page },
  });
  const ana = await signIn(other);
  const ticks = async () => (await ana.firstSteps.get.query({ projectId: other.project.id })).done;
  await eventually('the answer', async () => (await ticks()).assistant);
  expect((await ticks()).widget).toBe(false);
});

it('mail that came back through the local mailbox is seen, and connects nothing', async () => {
  const { db } = product.database;
  const id = newId('tst');
  await recordTestMail(db, { id, projectId, sentAt: new Date() });
  const facts = () => readFirstSteps(db, { projectId, ownOrigins: [product.url] });
  expect((await facts())?.mailCame).toBe(false);
  await markTestMailArrived(db, { id, at: new Date(), verdict: 'verified' });
  expect((await facts())?.mailCame).toBe(true);
  expect(await done()).not.toContain('mail');
});

it('is named by its first saved settings', async () => {
  const settings = await ana.settings.get.query({ projectId });
  const { name, allowedOrigins, supportAddress, model, systemPrompt } = settings;
  const rest = { name, allowedOrigins, supportAddress, model, systemPrompt };
  await ana.settings.save.mutate({ projectId, ...rest, greeting: 'Hello, what is it about?' });
  expect(await done()).toContain('name');
});

it('is hidden for the whole team, and shown again', async () => {
  const hidden = async () => (await ana.firstSteps.get.query({ projectId })).hidden;
  await ana.firstSteps.dismiss.mutate({ projectId });
  expect(await hidden()).toBe(true);
  await ana.firstSteps.show.mutate({ projectId });
  expect(await hidden()).toBe(false);
});

it('is not for whoever only works conversations', async () => {
  const ben = await signIn(product, await newAgent(product), '203.0.113.7');
  await expect(ben.firstSteps.get.query({ projectId })).rejects.toMatchObject({
    data: { refusal: 'not_allowed' },
  });
});
