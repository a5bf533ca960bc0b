import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultsOf } from '../../support/browser/faults-of.ts';
import type { InboxPage } from '../../support/browser/inbox-page.ts';
import { overflow } from '../../support/browser/overflow.ts';
import { runInbox, type RunningInbox } from '../../support/stack/running-inbox.ts';

let desk: RunningInbox;

beforeAll(async () => {
  desk = await runInbox();
});
afterAll(() => desk?.[Symbol.asyncDispose]());

type Options = Parameters<RunningInbox['agent']>[0];

async function openCustomer(email: string, options?: Options): Promise<InboxPage> {
  await desk.waitingCustomer(email, 'Where is my parcel?');
  const inbox = await desk.agent(options);
  await inbox.open(email);
  await inbox.said('Where is my parcel?').waitFor();
  return inbox;
}

const picker = ({ page }: InboxPage, name: string) => page.getByRole('dialog', { name });
const undo = ({ page }: InboxPage) => page.getByRole('button', { name: 'Undo', exact: true });
const next = ({ page }: InboxPage) => page.getByRole('list', { name: 'What happens next' });
const tags = ({ page }: InboxPage) => page.getByRole('list', { name: 'Tags' });

it('is snoozed with two keys, says when it comes back, and is what it was with one more', async () => {
  const inbox = await openCustomer('snoozed@example.com');
  const { page } = inbox;
  await page.keyboard.press('z');
  await picker(inbox, 'Snooze').waitFor();
  await page.keyboard.type('tomorrow 9');
  await page.keyboard.press('Enter');
  await page
    .getByRole('status')
    .getByText(/^Snoozed until tomorrow/)
    .waitFor();
  await next(inbox).getByText('It comes back').waitFor();
  await inbox.log.getByText(/You snoozed it until tomorrow/).waitFor();
  await page.keyboard.press('Control+z');
  await next(inbox).getByText('It comes back').waitFor({ state: 'hidden' });
  await inbox.log.getByText('You took the snooze back').waitFor();
});

it('gets a tag that is typed, once, shows it to everybody at once, and loses it by one undo', async () => {
  const inbox = await openCustomer('tagged@example.com');
  const other = await desk.agent();
  await other.open('tagged@example.com');
  const { page } = inbox;
  await page.getByRole('button', { name: 'Add tag' }).press('Enter');
  await page.getByRole('combobox', { name: /Search tags/ }).fill('Late parcel');
  await page.keyboard.press('Enter');
  await tags(other).getByText('Late parcel').waitFor();
  await undo(inbox).press('Enter');
  await tags(other).waitFor({ state: 'hidden' });
  await page.keyboard.press('t');
  await picker(inbox, 'Add tag').waitFor();
  await page.keyboard.type('late');
  await picker(inbox, 'Add tag').getByRole('option', { name: 'Late parcel' }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Late parcel' }).click();
  await page.getByRole('status').getByText('Removed Late parcel').waitFor();
});

it('is assigned by name, and Escape gives the focus back to the button', async () => {
  const inbox = await openCustomer('assigned@example.com');
  const { page } = inbox;
  const assign = page.getByRole('button', { name: 'Assign', exact: true });
  await assign.click();
  await picker(inbox, 'Assign').waitFor();
  await page.keyboard.press('Escape');
  await inbox.focused(assign);
  await assign.press('Enter');
  await picker(inbox, 'Assign').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Assigned to you').waitFor();
  await page.locator('#assigned-to').getByText('You').waitFor();
});

it('is spam whose sender is blocked, and neither after one undo', async () => {
  const inbox = await openCustomer('spam@example.com');
  const { page } = inbox;
  await page.getByRole('button', { name: 'More', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Spam, and block the sender' }).click();
  await page.getByText('Spam, and the sender is blocked').waitFor();
  await inbox.log.getByText('You marked it as spam').waitFor();
  await undo(inbox).press('Enter');
  await inbox.log.getByText('You said it is no spam').waitFor();
  await page.getByRole('button', { name: 'Take over' }).waitFor();
});

it('gets another subject and another priority from the menu', async () => {
  const inbox = await openCustomer('renamed@example.com');
  const { page } = inbox;
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Edit the subject' }).click();
  const subject = page.getByRole('textbox', { name: 'Subject' });
  await subject.fill('');
  await subject.press('Enter');
  await page.getByText('Write a subject first.').waitFor();
  await inbox.focused(subject);
  await subject.fill('Parcel 48377');
  await subject.press('Enter');
  await page.getByRole('heading', { name: 'Parcel 48377' }).waitFor();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'High priority' }).click();
  await inbox.log.getByText('You set high priority').waitFor();
});

it('has its name, colour and place changed in the settings, for everybody', async () => {
  const inbox = await openCustomer('settings@example.com');
  const { page } = inbox;
  for (const name of ['Slow', 'Delayed']) {
    await page.keyboard.press('t');
    await picker(inbox, 'Add tag').waitFor();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await tags(inbox).getByText(name).waitFor();
  }
  const admin = await desk.agent();
  await admin.page.goto(`${desk.product.url}/settings/tags`);
  await admin.page.getByRole('button', { name: 'Edit Slow' }).click();
  await admin.page.getByRole('textbox', { name: 'Name' }).fill('Sluggish');
  await admin.page.getByRole('radio', { name: 'Blue' }).check();
  await admin.page.getByRole('button', { name: 'Save' }).click();
  await tags(inbox).getByText('Sluggish').waitFor();
  await admin.page.getByRole('button', { name: 'Merge Delayed into another' }).click();
  await admin.page.getByRole('option', { name: 'Sluggish' }).click();
  await admin.page.getByRole('button', { name: 'Merge', exact: true }).click();
  await tags(inbox).getByText('Delayed').waitFor({ state: 'hidden' });
  expect(await tags(inbox).getByRole('listitem').count()).toBe(1);
  await admin.page.getByRole('button', { name: 'Delete Sluggish' }).click();
  await admin.page.getByText('It goes from the conversation that carries it.').waitFor();
  await admin.page.getByRole('button', { name: 'Delete', exact: true }).click();
  await tags(inbox).waitFor({ state: 'hidden' });
});

it.each(['light', 'dark'] as const)(
  'has no fault in %s, with a picker, a menu and a toast open',
  async (colorScheme) => {
    const inbox = await openCustomer(`${colorScheme}@example.com`, {
      colorScheme,
      viewport: { width: 1400, height: 900 },
    });
    const { page } = inbox;
    await page.keyboard.press('z');
    await picker(inbox, 'Snooze').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await undo(inbox).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    expect(await faultsOf(page)).toEqual([]);
  },
);

it('keeps one row of acts on a phone, and has the others in the menu', async () => {
  const inbox = await openCustomer('phone@example.com', { viewport: { width: 390, height: 844 } });
  const { page } = inbox;
  expect(await overflow(page)).toBe(0);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Snooze…' }).click();
  await picker(inbox, 'Snooze').waitFor();
  expect(await overflow(page)).toBe(0);
  await page.getByRole('option', { name: /Tomorrow/ }).click();
  await page
    .getByRole('status')
    .getByText(/^Snoozed until tomorrow/)
    .waitFor();
});
