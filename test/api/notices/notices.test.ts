import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditLog, webhooks } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { createPostOutside } from '../../../post-outside.ts';
import { startOutsideWorld, type OutsideWorld } from '../../support/outside/outside-world.ts';
import { createPushReceiver } from '../../support/outside/push-receiver.ts';
import { signIn, type AgentClient } from '../../support/people/agent-client.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

let world: OutsideWorld;
let product: Product;
let client: AgentClient;
beforeAll(async () => {
  world = await startOutsideWorld();
  product = await startProduct({ worker: false, outside: world.outside });
  client = await signIn(product);
});
afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

const project = () => ({ projectId: product.project.id });

it('hears of everything until a member says otherwise, and keeps what they say', async () => {
  expect(await client.notices.get.query(project())).toMatchObject({
    ...{ hears: true, roads: { mail: true, push: true, sound: true }, quiet: null, awayUntil: null },
    browsers: [],
  });
  const quiet = { from: '22:00', until: '07:00' };
  const wish = { hears: true, mail: false, push: true, sound: false, quiet, timeZone: 'Europe/Berlin' };
  await client.notices.save.mutate({ ...project(), ...wish, away: { until: null } });
  expect(await client.notices.get.query(project())).toMatchObject({
    ...{ roads: { mail: false, push: true, sound: false }, awayUntil: 'forever' },
    quiet: { ...quiet, timeZone: 'Europe/Berlin' },
  });
  const wrong = { ...wish, quiet: { from: '25:00', until: '07:00' }, away: null };
  await expect(client.notices.save.mutate({ ...project(), ...wrong })).rejects.toThrow(
    'Write a time like 22:00.',
  );
});

it('tests a notice in every browser, and forgets one that its push service has forgotten', async () => {
  const [here, gone] = [createPushReceiver(), createPushReceiver()];
  const on = (path: string, { keys }: typeof here) =>
    client.notices.turnOn.mutate({
      ...project(),
      id: newId('psh'),
      endpoint: `${world.url}/${path}`,
      ...keys,
    });
  await on('here', here);
  await on('here', here);
  await on('gone', gone);
  world.answer('/gone', (res) => res.writeHead(404).end());
  const results = await client.notices.sendTest.mutate(project());
  expect(results.map(({ problem }) => problem).sort()).toEqual(['It refused the notice (HTTP 404).', null]);
  const [posted] = world.to('/here');
  expect(posted && here.read(posted)).toMatchObject({ tag: 'test', url: `${product.url}/` });
  const { browsers } = await client.notices.get.query(project());
  expect(browsers.map(({ endpoint }) => endpoint)).toEqual([`${world.url}/here`]);
});

it('adds a webhook, shows its address to nobody again, and says why a test did not arrive', async () => {
  const id = newId('whk');
  const secret = 'T000/B000/verysecret';
  await client.webhooks.add.mutate({ ...project(), id, kind: 'slack', url: `${world.url}/${secret}` });
  const [listed] = await client.webhooks.list.query(project());
  expect(JSON.stringify(listed)).not.toContain('verysecret');
  expect(await client.webhooks.sendTest.mutate({ ...project(), id })).toEqual({ problem: null });
  world.answer(`/${secret}`, (res) => res.writeHead(307, { Location: 'http://169.254.169.254/' }).end());
  const { problem } = await client.webhooks.sendTest.mutate({ ...project(), id });
  expect(problem).toContain('redirect (307)');
  expect((await client.webhooks.list.query(project()))[0]?.failure).toBe(problem);
  await client.webhooks.remove.mutate({ ...project(), id });
  expect(await product.database.db.select().from(webhooks)).toEqual([]);
  const acts = JSON.stringify(await product.database.db.select().from(auditLog));
  expect(acts).toContain('webhook_added');
  expect(acts).toContain('webhook_removed');
  expect(acts).not.toContain('verysecret');
});

it.each([
  ['http://hooks.example/1', 'must begin with https://'],
  ['https://me:secret@hooks.example/1', 'must not carry a name or a password'],
  ['hooks.example', 'not an address of the web'],
  ['https://127.0.0.1:8080/hook', 'no place in the public internet'],
  ['https://[fd00::1]/hook', 'no place in the public internet'],
  ['https://169.254.169.254/latest', 'no place in the public internet'],
  ['https://2130706433/', 'no place in the public internet'],
  ['https://localhost/hook', 'no place in the public internet'],
  ['https://LocalHost./hook', 'no place in the public internet'],
  ['https://postgres:5432/', 'no place in the public internet'],
])('takes no webhook at %s', (url, words) => {
  expect(createPostOutside().problemWith(url)).toContain(words);
});

it.each([
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://169.254.169.254/latest',
  'https://10.0.0.1:8443/push',
])('posts nothing to %s', async (url) => {
  const outcome = await createPostOutside().post({ url, headers: {}, body: '' });
  expect(outcome).toMatchObject({ taken: false, certain: true, again: false });
  expect(outcome).toHaveProperty('problem', expect.stringContaining('no place in the public internet'));
});

it('keeps no browser and no webhook that leads into a network of our own', async () => {
  await using real = await startProduct({ worker: false });
  const { notices, webhooks: hooks } = await signIn(real);
  const projectId = real.project.id;
  const { keys } = createPushReceiver();
  const endpoint = 'https://192.168.0.7/push';
  await expect(notices.turnOn.mutate({ projectId, id: newId('psh'), endpoint, ...keys })).rejects.toThrow(
    'no place in the public internet',
  );
  const webhook = { id: newId('whk'), kind: 'slack' as const, url: 'https://10.0.0.1/hook' };
  await expect(hooks.add.mutate({ projectId, ...webhook })).rejects.toThrow(
    'no place in the public internet',
  );
  expect((await notices.get.query({ projectId })).browsers).toEqual([]);
  expect(await hooks.list.query({ projectId })).toEqual([]);
});

it('tries again what a name server that is away kept from being found', async () => {
  const away = Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' });
  const outside = createPostOutside({ addressOf: () => Promise.reject(away) });
  const outcome = await outside.post({ url: 'https://hooks.example/1', headers: {}, body: '' });
  expect(outcome).toMatchObject({
    ...{ taken: false, certain: true, again: true },
    problem: 'Its name was not found (EAI_AGAIN).',
  });
});
