import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf, SCHEMES } from '../../support/browser/faults-of.ts';
import type { InboxPage } from '../../support/browser/inbox-page.ts';
import { overflow } from '../../support/browser/overflow.ts';
import { runInbox, type RunningInbox } from '../../support/stack/running-inbox.ts';

let desk: RunningInbox;
let inbox: InboxPage;
let page: Page;

beforeAll(async () => {
  desk = await runInbox();
  await desk.waitingCustomer('past@example.com', 'I want a refund for the torn lamp');
  inbox = await desk.agent();
  page = inbox.page;
});
afterAll(() => desk?.[Symbol.asyncDispose]());

const button = (name: string) => page.getByRole('button', { name, exact: true });

/** Chooses by typing, as whoever knows what they want. */
async function pick(name: string, typed: string): Promise<void> {
  await page.getByRole('dialog', { name }).getByRole('combobox').waitFor();
  await page.keyboard.type(typed);
  await page.keyboard.press('Enter');
}

async function toRules(): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands' }).fill('rules');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Rules', level: 1 }).waitFor();
}

it('is written by keyboard alone, says what is missing, and what it would have done', async () => {
  await toRules();
  await page.getByText('No rules yet').waitFor();
  await button('Add rule').press('Enter');
  const name = page.getByRole('textbox', { name: 'Name' });
  await inbox.focused(name);
  await page.keyboard.press('Enter');
  await page.getByText('Give it a name.').waitFor();
  await inbox.focused(name);
  await page.keyboard.type('Refunds first');

  await button('Add condition').press('Enter');
  await pick('Add condition', 'words');
  await inbox.focused(page.getByRole('textbox', { name: 'Add a word' }));
  await page.keyboard.type('REFUND');
  await page.keyboard.press('Enter');
  await button('Add act').press('Enter');
  await pick('Add act', 'tag');
  await button('Save').press('Enter');
  await page.getByText('Choose at least one tag.').waitFor();
  await inbox.focused(button('Tag'));
  await page.keyboard.press('Enter');
  await pick('Tags to give', 'money');
  await button('Remove money').waitFor();

  await button('Try it').press('Enter');
  await page.getByText('It would have acted on 1 of them.').waitFor();
  await page
    .getByRole('list', { name: 'Where it would have acted' })
    .getByText(/^past@example\.com/)
    .waitFor();
  await button('Save').press('Enter');
  await page.getByText('It is off until you switch it on.').waitFor();
});

it('is switched on once that was seen, tags what a visitor writes, and the transcript names it', async () => {
  const isOn = page.getByRole('switch', { name: 'Rule Refunds first is on' });
  await isOn.press('Space');
  const dialog = page.getByRole('dialog', { name: 'Switch on “Refunds first”?' });
  await dialog.getByText('It would have acted on 1 of them.').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await isOn.isChecked()).toBe(false);
  await isOn.press('Space');
  await dialog.getByText('It would have acted on 1 of them.').waitFor();
  await dialog.getByRole('button', { name: 'Switch on' }).press('Enter');
  await page.getByText('Refunds first is on').waitFor();
  expect(await isOn.isChecked()).toBe(true);

  await desk.waitingCustomer('now@example.com', 'Please refund me');
  await page.getByRole('link', { name: 'Inbox', exact: true }).click();
  await inbox.open('now@example.com');
  await inbox.log.getByText('Rule “Refunds first” added the tag money').waitFor();
  await page.getByRole('list', { name: 'Tags' }).getByText('money').waitFor();
});

it('is moved by the arrows, kept from being left unsaved, and seen by a second admin at once', async () => {
  await toRules();
  await button('Add rule').click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Quiet ones');
  await button('When: a conversation begins').click();
  await pick('When', 'nobody');
  await button('Add act').click();
  await pick('Add act', 'close');
  await page.getByRole('link', { name: 'Refunds first' }).click();
  await page.getByRole('dialog', { name: 'Leave without keeping your changes?' }).waitFor();
  await button('Stay here').click();
  await button('Save').click();
  await page.getByText('It is off until you switch it on.').waitFor();

  const other = await desk.agent();
  await other.page.goto(`${desk.product.url}/settings/rules`);
  const names = other.page.getByRole('list', { name: 'Rules' }).getByRole('link');
  await names.first().getByText('Refunds first').waitFor();
  await button('Move Quiet ones, 2 of 2').press('ArrowUp');
  await inbox.focused(button('Move Quiet ones, 1 of 2'));
  await names.first().getByText('Quiet ones').waitFor();

  const grip = await button('Move Quiet ones, 1 of 2').boundingBox();
  const below = await button('Move Refunds first, 2 of 2').boundingBox();
  if (!grip || !below) throw new Error('a grip is not on the screen');
  await page.mouse.move(grip.x + 8, grip.y + 8);
  await page.mouse.down();
  await page.mouse.move(below.x + 8, below.y + 8, { steps: 4 });
  await page.mouse.up();
  await button('Move Quiet ones, 2 of 2').waitFor();
  await names.first().getByText('Refunds first').waitFor();

  await page.getByRole('link', { name: 'Quiet ones' }).click();
  await button('Delete').click();
  await button('Delete rule').click();
  await page.getByText('Rule deleted').waitFor();
  await names.getByText('Quiet ones').waitFor({ state: 'detached' });
});

describe.each(SCHEMES)('in the %s scheme', (colorScheme) => {
  it.each([1400, 390])('the list, a rule and the question have no fault %i pixels wide', async (width) => {
    const seen = (await desk.agent({ colorScheme, viewport: { width, height: 844 } })).page;
    await seen.goto(`${desk.product.url}/settings/rules`);
    await seen.getByRole('switch', { name: 'Rule Refunds first is on' }).waitFor();
    expect(await overflow(seen)).toBe(0);
    expect(await faultsOf(seen)).toEqual([]);
    await seen.getByRole('link', { name: 'Refunds first' }).click();
    await seen.getByText('It would have acted on').waitFor();
    expect(await overflow(seen)).toBe(0);
    expect(await faultsOf(seen)).toEqual([]);
    await seen.getByRole('button', { name: 'Add act' }).click();
    await seen.getByRole('dialog', { name: 'Add act' }).waitFor();
    expect(await faultsOf(seen)).toEqual([]);
  });
});
