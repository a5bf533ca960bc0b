import type { TRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLimits } from '../../../api/rpc/limits.ts';
import type { AppRouter } from '../../../api/routers/app.ts';
import { Refusal, TooFast } from '../../../domain/errors.ts';
import { newId } from '../../../domain/ids.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';

let product: Product;
beforeAll(async () => (product = await startProduct()));
afterAll(() => product[Symbol.asyncDispose]());

const taken = async () => 'taken';
const outage = async () => {
  throw new Refusal('try_again');
};

function visitor() {
  const limits = createLimits();
  const visitorId = newId('vis');
  return (act: () => Promise<string>, id = newId('msg')) =>
    limits.visitorMessage({ visitorId, id }, act).catch((error: Refusal) => error.code);
}

const times = (count: number) => Array.from({ length: count });

it('charges a visitor nothing for what our own outage kept from being taken', async () => {
  const say = visitor();
  const waiting = newId('msg');
  for (const _ of times(100)) expect(await say(outage, waiting)).toBe('try_again');
  expect(await say(taken, waiting)).toBe('taken');
  for (const _ of times(11)) expect(await say(taken)).toBe('taken');
  expect(await say(taken)).toBe('slow_down');
});

it('counts a message once, however often it is sent', async () => {
  const say = visitor();
  const first = newId('msg');
  for (const _ of times(40)) expect(await say(taken, first)).toBe('taken');
  for (const _ of times(11)) expect(await say(taken)).toBe('taken');
  expect(await say(taken)).toBe('slow_down');
  expect(await say(taken, first)).toBe('taken');
});

it('charges nothing for being refused, so that waiting as long as was said is enough', async () => {
  const limits = createLimits();
  const visitorId = newId('vis');
  const say = () => limits.visitorMessage({ visitorId, id: newId('msg') }, taken);
  for (const _ of times(12)) await say();
  const refused = await Promise.all(times(60).map(() => say().catch((error: unknown) => error)));
  for (const error of refused) expect(error).toBeInstanceOf(TooFast);
  const waits = refused.map((error) => (error as TooFast).retryAfterMs);
  expect(Math.max(...waits)).toBeLessThanOrEqual(20_000);
});

it('tells a widget over HTTP how long to wait', async () => {
  const visit = await beginVisit(product);
  for (const _ of times(12)) await visit.say('Quick');
  const refused = await visit.say('Too quick').catch((error: unknown) => error);
  const { data } = refused as TRPCClientError<AppRouter>;
  expect(data).toMatchObject({ refusal: 'slow_down', httpStatus: 429 });
  expect(data?.retryAfterMs).toBeGreaterThan(0);
});

it('shows the transcript also without a stream', async () => {
  const visit = await beginVisit(product);
  await visit.say('Hello');
  const read = (lastEventId?: string) =>
    visit.visitor.transcript.query({ conversationId: visit.conversationId, lastEventId });
  await expect.poll(async () => (await read()).update.messages.length, { timeout: 15_000 }).toBe(2);
  const { id, update } = await read();
  expect(update.messages[0]).toMatchObject({ text: 'Hello', author: { by: 'customer' } });
  expect((await read(id)).update.messages).toEqual([]);
});
