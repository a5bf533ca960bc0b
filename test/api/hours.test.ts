import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HoursText } from '../../domain/project/hours-text.ts';
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

const place = () => ({ projectId: product.project.id });
const everyDay = (hours: string): HoursText => ({
  ...{ monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours, saturday: hours },
  ...{ sunday: hours, timeZone: 'UTC', holidays: '' },
});
const save = (hours: HoursText | null) => agent.hours.save.mutate({ ...place(), hours });

/** What a widget is told. */
async function backAt(): Promise<string | null> {
  const input = encodeURIComponent(JSON.stringify({ widgetKey: product.project.widgetKey }));
  const response = await fetch(`${product.url}/trpc/visitor.project?input=${input}`);
  const { result } = (await response.json()) as { result: { data: { backAt: string | null } } };
  return result.data.backAt;
}

it('tells visitors when people are back, and nothing while they are there or keep no hours', async () => {
  expect([await agent.hours.get.query(place()), await backAt()]).toEqual([null, null]);
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
  expect(await agent.hours.get.query(place())).toBeNull();
});

it('keeps hours as they are read, not as they were typed, and what changed in the audit log', async () => {
  await save({ ...everyDay('13 to 17, 9-12'), timeZone: 'Europe/Berlin' });
  expect((await agent.hours.get.query(place()))?.monday).toBe('09:00–12:00, 13:00–17:00');
  await save({ ...everyDay('9-12, 13-17'), timeZone: 'Europe/Berlin', holidays: '2026-12-25' });
  const { acts } = await agent.audit.list.query({ ...place(), before: null, act: 'settings_changed' });
  expect(acts[0]?.changes).toEqual({ holidays: { from: '', to: '2026-12-25' } });
});

it('says at its field what cannot be read, and keeps what was', async () => {
  const before = await agent.hours.get.query(place());
  await expect(save({ ...everyDay('9-17'), friday: 'noon' })).rejects.toMatchObject({
    message: '“noon”: write it like 9:00–17:00.',
    data: { field: 'friday', refusal: 'bad_input' },
  });
  expect(await agent.hours.get.query(place())).toEqual(before);
});
