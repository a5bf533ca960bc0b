import { afterAll, beforeAll, expect, it } from 'vitest';
import { fakePushService } from '../../support/browser/fake-push-service.ts';
import { noticeWorkerOf } from '../../support/browser/notice-worker.ts';
import { eventually } from '../../support/eventually.ts';
import { createPushReceiver } from '../../support/outside/push-receiver.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { serveTeam, type ServedTeam } from '../../support/stack/served-team.ts';

let team: ServedTeam;
beforeAll(async () => (team = await serveTeam({ isPushed: true })));
afterAll(() => team?.[Symbol.asyncDispose]());

/** Ana, who has turned notices on in her browser and then closed every tab. */
async function anaWithoutTabs() {
  const receiver = createPushReceiver();
  const page = await team.member({ permissions: ['notifications'] });
  await fakePushService(page, { endpoint: `${team.world.url}/push`, ...receiver.keys });
  await page.goto(`${team.product.url}/account/notifications`);
  await page.getByRole('button', { name: 'Turn on in this browser' }).click();
  await page.getByText('Notices are on in this browser.').waitFor();
  const context = page.context();
  const worker = await noticeWorkerOf(context, team.product.url);
  await page.close();
  return { context, worker, receiver };
}

it('shows what was pushed while every tab was closed, and a click opens the conversation', async () => {
  const { context, worker, receiver } = await anaWithoutTabs();
  const visit = await beginVisit(team.product);
  await visit.say('My invoice is wrong.');
  await visit.askForPerson();
  const posted = await eventually('the push', () => team.world.to('/push')[0]);
  const payload = receiver.read(posted);
  await worker.push(JSON.stringify(payload));

  const [shown] = await eventually('the notification', async () => {
    const all = await worker.shown();
    return all.length > 0 && all;
  });
  expect(shown).toEqual({
    title: `Visitor ${visit.conversationId.slice(-4)} · ${team.product.project.name}`,
    body: 'My invoice is wrong.',
    tag: visit.conversationId,
  });
  const [opened = ''] = await worker.click();
  expect(await worker.shown()).toEqual([]);
  expect(opened).toBe(`${team.product.url}/conversations/${visit.conversationId}`);
  const tab = await context.newPage();
  await tab.goto(opened);
  await tab.getByRole('log', { name: 'Messages' }).getByText('My invoice is wrong.').waitFor();
});

it('shows the newest of one conversation alone, and opens nothing that lies elsewhere', async () => {
  const { worker } = await anaWithoutTabs();
  const notice = { title: 'Casey', url: 'https://evil.example/', tag: 'cnv_1' };
  for (const body of ['First', 'Second']) await worker.push(JSON.stringify({ ...notice, body }));
  await eventually('the second', async () => (await worker.shown()).some(({ body }) => body === 'Second'));
  expect(await worker.shown()).toHaveLength(1);
  expect(await worker.click()).toEqual([]);
});
