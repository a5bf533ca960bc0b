import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { overflow } from '../support/browser/overflow.ts';
import type { InboxPage } from '../support/browser/inbox-page.ts';
import { runInbox, type RunningInbox } from '../support/stack/running-inbox.ts';
import { beginVisit } from '../support/people/visitor-client.ts';

const LONG = 'Lantern & Loom: lamps, looms and long names for late readers everywhere, no. 12';

let desk: RunningInbox;
let inbox: InboxPage;
let page: Page;
let mothKey = '';

beforeAll(async () => {
  desk = await runInbox();
  await desk.waitingCustomer('kim@example.com', 'My paper lamp is torn.');
  inbox = await desk.agent();
  page = inbox.page;
});
afterAll(() => desk?.[Symbol.asyncDispose]());

const chosen = () => page.getByRole('combobox', { name: 'Project', exact: true }).innerText();

async function addProject(name: string): Promise<string> {
  await page.getByRole('link', { name: 'Projects' }).click();
  await page.getByRole('button', { name: 'Add project' }).click();
  await page.getByRole('textbox', { name: 'Project name' }).fill(name);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  const tag = await page.getByText('data-key=').textContent();
  return /data-key="(\w+)"/.exec(tag ?? '')?.[1] ?? '';
}

async function switchTo(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: 'Project', exact: true }).click();
  await page.getByRole('dialog', { name: 'Project' }).getByRole('option', { name }).click();
  await page.getByRole('list', { name: 'Lanes' }).waitFor();
}

async function faults(): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join()}`);
}

it('a new project begins empty, with a key and an address of its own, and nothing of the first shows in it', async () => {
  await inbox.row('My paper lamp is torn.').waitFor();
  const key = (mothKey = await addProject('Moth'));
  expect(await chosen()).toBe('Moth');
  expect(await page.getByRole('textbox', { name: 'Project name' }).inputValue()).toBe('Moth');
  expect(await page.getByRole('textbox', { name: 'Support address' }).inputValue()).toMatch(/^support-moth@/);
  await page.getByRole('link', { name: 'Inbox' }).click();
  await page.getByText('No conversations yet').waitFor();
  const visit = await beginVisit({ url: desk.product.url, widgetKey: key });
  await visit.say('Is the moth lamp warm?');
  await inbox.row('Is the moth lamp warm?').waitFor();
  expect(await inbox.row('My paper lamp is torn.').count()).toBe(0);
  await switchTo(page, /^Acme/);
  await inbox.row('My paper lamp is torn.').waitFor();
  expect(await inbox.row('Is the moth lamp warm?').count()).toBe(0);
  await visit.askForPerson();
});

it('the switch says what is unread in the other project, as it comes', async () => {
  const box = page.getByRole('combobox', { name: 'Project', exact: true });
  const option = (name: string) => page.getByRole('option', { name });
  // As wide as what it names: a style of another control has squeezed it before.
  expect((await box.boundingBox())?.width).toBeGreaterThan(150);
  await box.press('ArrowDown');
  await option('Moth 1 unread').waitFor();
  await page.keyboard.press('Escape');
  await inbox.focused(box);
  await page.getByText('1 unread in other projects').locator('visible=true').waitFor();
  const visit = await beginVisit({ url: desk.product.url, widgetKey: mothKey });
  await visit.say('And the big one?');
  await visit.askForPerson();
  await box.click();
  await option('Moth 2 unread').waitFor();
  await page.keyboard.press('Escape');
});

it('further addresses are added, sent from and removed in the settings', async () => {
  await page.getByRole('link', { name: 'Settings' }).click();
  const first = page.getByRole('textbox', { name: 'Support address' });
  const before = await first.inputValue();
  await page.getByRole('button', { name: 'Add address' }).click();
  await page.keyboard.type('sales@acme.example');
  await page.getByRole('button', { name: 'Send from here' }).click();
  expect(await first.inputValue()).toBe('sales@acme.example');
  await page.getByRole('button', { name: 'Add address' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Write an address, or remove the line.').waitFor();
  await page.getByRole('button', { name: 'Remove further address 2' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.').waitFor();
  await page.reload();
  expect(await page.getByRole('textbox', { name: 'Further address 1' }).inputValue()).toBe(before);
  expect(await first.inputValue()).toBe('sales@acme.example');
  expect(await faults()).toEqual([]);
});

it('a project is archived, restored, and deleted by typing its name', async () => {
  await page.getByRole('link', { name: 'Projects' }).click();
  await page.getByRole('button', { name: 'Archive Moth' }).click();
  await page.getByRole('heading', { name: 'Archived' }).waitFor();
  const demo = await desk.browser.person();
  await demo.goto(`${desk.product.url}/demo?project=${mothKey}`);
  await demo.getByRole('button', { name: 'Open chat' }).click();
  await demo.getByText('This chat is closed').first().waitFor();
  expect(await page.getByRole('option', { name: /^Moth/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'Restore Moth' }).click();
  await page.getByRole('button', { name: 'Archive Moth' }).waitFor();
  const colleague = await desk.agent();
  await switchTo(colleague.page, /^Moth/);
  await colleague.row('Is the moth lamp warm?').waitFor();
  await page.getByRole('button', { name: 'Delete Moth' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete this project?' });
  await dialog.getByRole('textbox', { name: 'Project name' }).fill('moth');
  await dialog.getByRole('button', { name: 'Delete project' }).click();
  await dialog.getByText('That is not this project’s name').waitFor();
  expect(await faults()).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Project name' }).fill('Moth');
  await dialog.getByRole('button', { name: 'Delete project' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Delete Moth' }).waitFor({ state: 'detached' });
  expect(await page.getByRole('option', { name: /^Moth/ }).count()).toBe(0);
  await colleague.page.getByText('You are not on the team of Moth any more').waitFor();
  await colleague.page.getByRole('button', { name: 'Go to Acme' }).click();
  await colleague.row('My paper lamp is torn.').waitFor();
  expect(await colleague.row('Is the moth lamp warm?').count()).toBe(0);
});

it('long names fit a phone of 320 pixels, in the dark, where the switch is in the account menu', async () => {
  await addProject(LONG);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('link', { name: 'Projects' }).click();
  await page.getByRole('button', { name: 'Open Acme' }).waitFor();
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await overflow(page)).toBe(0);
  expect(await faults()).toEqual([]);
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('combobox', { name: 'Project', exact: true }).waitFor();
  expect(await overflow(page)).toBe(0);
  await switchTo(page, /^Acme/);
  await inbox.row('My paper lamp is torn.').waitFor();
  await page.goto(`${desk.product.url}/settings`);
  await page.getByRole('button', { name: 'Add address' }).waitFor();
  expect(await overflow(page)).toBe(0);
});
