import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HoursText } from '../../domain/project/hours-text.ts';
import { findProject } from '../../db/project/projects.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { ProjectFace } from '../../widget/chat/conversation-link.ts';
import { anotherConversation } from '../support/rows/another-conversation.ts';
import { insertMessage } from '../support/rows/insert-message.ts';
import { seedConversation } from '../support/rows/seed-conversation.ts';
import { signIn, type AgentClient } from '../support/people/agent-client.ts';
import type { Product } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';

let product: Product;
let agent: AgentClient;

beforeAll(async () => {
  product = await startProduct();
  agent = await signIn(product);
});
afterAll(() => product?.[Symbol.asyncDispose]());

const place = (of?: { projectId: ProjectId }) => ({ projectId: of?.projectId ?? product.project.id });
const everyDay = (hours: string): HoursText => ({
  ...{ monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours, saturday: hours },
  ...{ sunday: hours, timeZone: 'UTC', holidays: '' },
});
const save = (hours: HoursText | null) => agent.hours.save.mutate({ ...place(), hours });

/** What a widget is told. */
async function face(widgetKey = product.project.widgetKey) {
  const input = encodeURIComponent(JSON.stringify({ widgetKey }));
  const response = await fetch(`${product.url}/trpc/visitor.project?input=${input}`);
  const { result } = (await response.json()) as { result: { data: ProjectFace } };
  return result.data;
}
const backAt = async () => (await face()).backAt;

it('tells visitors when people are back, and nothing while they are there or keep no hours', async () => {
  expect([(await agent.hours.get.query(place())).hours, await backAt()]).toEqual([null, null]);
  await save(everyDay('0-24'));
  expect(await backAt()).toBeNull();
  const now = new Date();
  const later = new Date(now.getTime() + 3 * 3_600_000).getUTCHours();
  await save(everyDay(`${later}:00-${later}:59`));
  const back = new Date((await backAt()) ?? 0);
  expect([back.getUTCHours(), back.getUTCMinutes()]).toEqual([later, 0]);
  expect(back.getTime() - now.getTime()).toBeLessThanOrEqual(3 * 3_600_000);
  await save(everyDay('closed'));
  expect(await backAt()).toBeNull();
  await save(null);
  expect((await agent.hours.get.query(place())).hours).toBeNull();
});

it('keeps hours as they are read, not as they were typed, and what changed in the audit log', async () => {
  await save({ ...everyDay('13 to 17, 9-12'), timeZone: 'Europe/Berlin' });
  expect((await agent.hours.get.query(place())).hours?.monday).toBe('09:00–12:00, 13:00–17:00');
  await save({ ...everyDay('9-12, 13-17'), timeZone: 'Europe/Berlin', holidays: '2026-12-25' });
  const { acts } = await agent.audit.list.query({ ...place(), before: null, act: 'settings_changed' });
  expect(acts[0]?.changes).toEqual({ holidays: { from: '', to: '2026-12-25' } });
});

it('keeps how long nobody may take a conversation, with both values in the audit log', async () => {
  const minutes = async () => (await agent.hours.get.query(place())).escalateAgainMinutes;
  const set = (escalateAgainMinutes: number | null) =>
    agent.hours.save.mutate({ ...place(), hours: null, escalateAgainMinutes });
  expect(await minutes()).toBe(30);
  await set(45);
  await set(null);
  await save(null);
  expect(await minutes()).toBeNull();
  for (const wrong of [0, 1.5, 10_081])
    await expect(set(wrong)).rejects.toMatchObject({ data: { field: 'escalateAgainMinutes' } });
  const { acts } = await agent.audit.list.query({ ...place(), before: null, act: 'settings_changed' });
  expect(acts.slice(0, 2).map(({ changes }) => changes?.['escalateAgainMinutes'])).toEqual([
    { from: 45, to: null },
    { from: 30, to: 45 },
  ]);
});

it('says at its field what cannot be read, and keeps what was', async () => {
  const before = await agent.hours.get.query(place());
  await expect(save({ ...everyDay('9-17'), friday: 'noon' })).rejects.toMatchObject({
    message: '“noon”: write it like 9:00–17:00.',
    data: { field: 'friday', refusal: 'bad_input' },
  });
  expect(await agent.hours.get.query(place())).toEqual(before);
});

it('tells visitors how soon people usually answer, once enough of them were', async () => {
  const { db } = product.database;
  expect((await face()).replies).toBeNull();
  const other = await seedConversation(db);
  const since = new Date(Date.now() - 86_400_000);
  for (let each = 0; each < 5; each++) {
    const escalation = { cause: 'visitor' as const, reason: '', at: since.toISOString() };
    const conversationId = await anotherConversation(db, { ...place(other), escalation, lastSeq: 1 });
    const author = { by: 'agent' as const, agentId: other.agentId };
    const createdAt = new Date(since.getTime() + 100 * 60_000);
    await insertMessage(db, { ...place(other), conversationId, seq: 1, author, createdAt });
  }
  const project = await findProject(db, other.projectId);
  expect((await face(project?.widgetKey)).replies).toEqual({ count: 2, unit: 'hour' });
});
