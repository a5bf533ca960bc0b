import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { pushSubscriptions } from '../../../db/schema/schema.ts';
import { eventually } from '../../support/eventually.ts';
import { fakePushService } from '../../support/browser/fake-push-service.ts';
import { overflow } from '../../support/browser/overflow.ts';
import { createPushReceiver } from '../../support/outside/push-receiver.ts';
import { signIn, type AgentClient } from '../../support/people/agent-client.ts';
import { serveTeam, type ServedTeam } from '../../support/stack/served-team.ts';

let team: ServedTeam;
let page: Page;
let client: AgentClient;

beforeAll(async () => {
  team = await serveTeam({ worker: false, isPushed: true });
  client = await signIn(team.product);
  page = await team.member({ timezoneId: 'Pacific/Auckland', permissions: ['notifications'] });
});
afterAll(() => team?.[Symbol.asyncDispose]());
beforeEach(async () => {
  await page.goto(`${team.product.url}/account/notifications`);
  await page.getByRole('heading', { level: 1, name: 'Notifications' }).waitFor();
  await box('Tell me of them').waitFor();
});

const box = (name: string) => page.getByRole('checkbox', { name });
const save = () => page.getByRole('button', { name: 'Save' }).click();
const saved = () => page.getByRole('status').getByText('Saved.').waitFor();
const settings = () => client.notices.get.query({ projectId: team.product.project.id });

it('keeps the roads that a member chose', async () => {
  await box('By mail').uncheck();
  await page.getByText('Not kept yet').waitFor();
  await save();
  await saved();
  expect((await settings()).roads).toEqual({ mail: false, push: true, sound: true });
  await page.reload();
  await box('In my browsers').waitFor();
  expect(await box('By mail').isChecked()).toBe(false);
  await box('Tell me of them').uncheck();
  expect(await box('In my browsers').isDisabled()).toBe(true);
});

it('proposes the browser’s time zone, and says at the field that another is none', async () => {
  await box('Quiet hours').check();
  const zone = page.getByRole('textbox', { name: 'in', exact: true });
  expect(await zone.inputValue()).toBe('Pacific/Auckland');
  await zone.fill('Mars/Olympus');
  await save();
  await page.getByText('Choose a time zone such as Europe/Berlin.').waitFor();
  expect(await zone.getAttribute('aria-invalid')).toBe('true');
  expect(await zone.evaluate((field) => field === document.activeElement)).toBe(true);
  await zone.fill('Europe/Berlin');
  expect(await zone.getAttribute('aria-invalid')).toBeNull();
  await save();
  await saved();
  expect((await settings()).quiet).toEqual({ from: '22:00', until: '07:00', timeZone: 'Europe/Berlin' });
});

it('says at both fields that a time is missing, and moves to the first', async () => {
  await box('Quiet hours').check();
  for (const name of ['From', 'until']) await page.getByLabel(name, { exact: true }).fill('');
  await save();
  await page.getByText('Choose a time such as 22:00.').waitFor();
  await page.getByText('Choose a time such as 07:00.').waitFor();
  const first = page.getByLabel('From', { exact: true });
  expect(await first.evaluate((field) => field === document.activeElement)).toBe(true);
  const described = await page
    .locator('[aria-invalid=true]')
    .evaluateAll((fields) =>
      fields.map(
        (field) => document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent,
      ),
    );
  expect(described).toEqual(['Choose a time such as 22:00.', 'Choose a time such as 07:00.']);
});

it('is worked with the keyboard alone', async () => {
  const away = box('I am away');
  await away.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  const back = page.getByLabel('Back on');
  expect(await back.evaluate((field) => field === document.activeElement)).toBe(true);
  await back.fill('2027-03-29');
  await back.press('Enter');
  await saved();
});

it('shows the day of coming back as it was chosen, also east of Greenwich', async () => {
  expect((await settings()).awayUntil).toBe('2027-03-28T11:00:00.000Z');
  expect(await page.getByLabel('Back on').inputValue()).toBe('2027-03-29');
  await box('I am away').uncheck();
  await save();
  await saved();
  expect((await settings()).awayUntil).toBeNull();
});

it('turns a browser on, sends it a test that it can read, and turns it off', async () => {
  const receiver = createPushReceiver();
  const endpoint = `${team.world.url}/push/here`;
  await fakePushService(page, { endpoint, ...receiver.keys });
  await page.reload();
  await page.getByRole('button', { name: 'Turn on in this browser' }).click();
  await page.getByText('Notices are on in this browser.').waitFor();
  const browsers = page.getByRole('list', { name: 'Browsers' }).getByRole('listitem');
  expect(await browsers.innerText()).toContain(', this one');
  await page.getByRole('button', { name: 'Send a test notice' }).click();
  await page.getByText('Sent to one browser.').waitFor();
  const posted = await eventually('the push', () => team.world.to('/push/here')[0]);
  expect(receiver.read(posted)).toMatchObject({ title: expect.stringContaining('A test') as string });
  await page.getByRole('button', { name: /^Turn off in/ }).click();
  await page.getByText('Turned off.').waitFor();
  const heading = page.getByRole('heading', { name: 'Browsers' });
  expect(await heading.evaluate((place) => place === document.activeElement)).toBe(true);
  expect(await team.product.database.db.select().from(pushSubscriptions)).toEqual([]);
});

it('fits a phone', async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  await box('Quiet hours').check();
  await box('I am away').check();
  expect(await overflow(page)).toBe(0);
});
