import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { overflow } from '../../support/browser/overflow.ts';
import { serveTeam, type ServedTeam } from '../../support/stack/served-team.ts';

let team: ServedTeam;
let page: Page;

beforeAll(async () => {
  team = await serveTeam({ worker: false });
  page = await team.member();
  await page.goto(`${team.product.url}/settings/webhooks`);
  await page.getByRole('heading', { level: 2, name: 'Webhooks' }).waitFor();
});
afterAll(() => team?.[Symbol.asyncDispose]());

const address = () => page.getByRole('textbox', { name: 'Address' });
const listed = () => page.getByRole('list', { name: 'Webhooks' }).getByRole('listitem');
const status = (words: string) => page.getByRole('status').getByText(words).waitFor();
const click = (name: string | RegExp) => page.getByRole('button', { name }).click();

it('adds a webhook, whose test arrives, and never shows its secret again', async () => {
  await page.getByRole('combobox', { name: 'Service' }).selectOption('Discord');
  await address().fill(`${team.world.url}/api/webhooks/17/very-secret`);
  await address().press('Enter');
  await status('Added. Send a test to see it arrive.');
  expect(await address().inputValue()).toBe('');
  expect(await page.getByRole('main').innerText()).not.toContain('very-secret');
  await click(/^Send a test to/);
  await status('It was taken. Look in the channel.');
  const [posted] = team.world.json('/api/webhooks/17/very-secret');
  expect(posted).toMatchObject({ content: expect.stringContaining('A test waits') as string });
});

it('says at the webhook why its test did not arrive, until the next one does', async () => {
  const moved = 'It answered with a redirect (308), which is not followed. Enter the address it leads to.';
  team.world.answer('/api/webhooks/17/very-secret', (res, times) =>
    times === 2 ? res.writeHead(308, { Location: '/elsewhere' }).end() : res.writeHead(204).end(),
  );
  await click(/^Send a test to/);
  await eventually('the reason', async () => (await listed().innerText()).includes(moved));
  await status(moved);
  await click(/^Send a test to/);
  await status('It was taken. Look in the channel.');
  await eventually('no reason', async () => !(await listed().innerText()).includes(moved));
});

it('says at the field what no address is', async () => {
  await address().fill('');
  await click('Add');
  await page.getByText('Paste the address that the service gave you.').waitFor();
  await address().fill('hooks.example');
  await click('Add');
  await page.getByText('Write the whole address, from https:// on.').waitFor();
  expect(await address().getAttribute('aria-invalid')).toBe('true');
  expect(await address().evaluate((field) => field === document.activeElement)).toBe(true);
});

it('fits a phone', async () => {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await overflow(page)).toBe(0);
  if (before) await page.setViewportSize(before);
});

it('removes a webhook, and leaves the focus where it was', async () => {
  await click(/^Remove/);
  await status('Removed.');
  expect(await listed().count()).toBe(0);
  const heading = page.getByRole('heading', { level: 2, name: 'Webhooks' });
  expect(await heading.evaluate((place) => place === document.activeElement)).toBe(true);
});
