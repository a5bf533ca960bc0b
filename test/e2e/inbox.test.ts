import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { cutStreams } from '../support/streams/live-streams.ts';
import { overflow } from '../support/browser/overflow.ts';
import { runInbox, type RunningInbox } from '../support/stack/running-inbox.ts';
import { askPostgres } from '../support/stack/ask-postgres.ts';
import { AGENT } from '../support/stack/running-product.ts';

let desk: RunningInbox;

beforeAll(async () => {
  desk = await runInbox();
});
afterAll(() => desk?.[Symbol.asyncDispose]());

it('says what is wrong with a sign-in, and then leads where one wanted to go', async () => {
  const page = await desk.browser.person();
  await page.goto(`${desk.product.url}/settings`);
  await page.getByRole('textbox', { name: 'Email' }).fill(AGENT.email);
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText('This email and password do not match.').waitFor();
  await page.getByRole('textbox', { name: 'Password' }).fill(AGENT.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
});

it('explains an empty inbox, and fills it without a reload', async () => {
  const inbox = await desk.agent();
  await inbox.page.getByText('No conversations yet').waitFor();
  await desk.waitingCustomer('live@example.com', 'Is anybody there?');
  await inbox.row('live@example.com').getByText('unread').waitFor({ state: 'attached' });
  await eventually('the number in the title', async () => (await inbox.page.title()).startsWith('(1)'));
  await inbox.lane('Needs a human').click();
  await inbox.open('live@example.com');
  await inbox.said('Is anybody there?').waitFor();
  await eventually('the title without a number', async () => !(await inbox.page.title()).startsWith('('));
  expect(inbox.page.url()).toContain('?lane=attention');
});

it('is worked with the keyboard alone', async () => {
  await desk.waitingCustomer('keys@example.com', 'One for the keyboard');
  const inbox = await desk.agent();
  const { page } = inbox;
  await inbox.row('keys@example.com').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await inbox.said('One for the keyboard').waitFor();
  await page.keyboard.press('r');
  await page.keyboard.type('Typed without a mouse');
  await page.keyboard.press('Control+Enter');
  await inbox.said('Typed without a mouse').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.waitFor();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  await page.keyboard.press('Escape');
  await inbox.log.waitFor({ state: 'hidden' });
  await inbox.focused(inbox.row('keys@example.com').getByRole('link'));
});

it('fits a phone: the list, then the conversation, then back', async () => {
  await desk.waitingCustomer(
    'a.very.long.name.that.never.seems.to.end@some.long.company.example',
    'W'.repeat(300),
  );
  const inbox = await desk.agent({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    colorScheme: 'dark',
  });
  const { page } = inbox;
  await inbox.row('a.very.long.name').waitFor();
  expect(await overflow(page)).toBe(0);
  await inbox.open('a.very.long.name');
  await inbox.reply.waitFor();
  expect(await overflow(page)).toBe(0);
  expect(await inbox.conversations.isVisible()).toBe(false);
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await inbox.conversations.waitFor();
  for (const name of ['Docs', 'Settings']) {
    await page.getByRole('link', { name }).click();
    await page.getByRole('heading', { name, exact: true }).waitFor();
    expect(await overflow(page), name).toBe(0);
  }
});

it('asks before unsaved changes are lost', async () => {
  const { page } = await desk.agent();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('textbox', { name: 'Greeting' }).fill('Changed and not saved');
  await page.getByRole('link', { name: 'Docs' }).click();
  await page.getByRole('button', { name: 'Stay here' }).click();
  expect(await page.getByRole('textbox', { name: 'Greeting' }).inputValue()).toBe('Changed and not saved');
  await page.getByRole('link', { name: 'Docs' }).click();
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('heading', { name: 'Docs' }).waitFor();
});

it('says that it is not live, and catches up by itself', async () => {
  const customer = await desk.waitingCustomer('away@example.com', 'Before the outage');
  const inbox = await desk.agent();
  const { page } = inbox;
  await inbox.open('away@example.com');
  await inbox.said('Before the outage').waitFor();
  const streams = await cutStreams(page, /Events/);
  await page.getByText('Reconnecting…').waitFor();
  await customer.say('During the outage');
  await streams.letGo();
  await inbox.said('During the outage').waitFor();
  await page.getByText('Reconnecting…').waitFor({ state: 'detached' });
});

it('loads by itself what did not load during an outage', async () => {
  const inbox = await desk.agent();
  const { page } = inbox;
  const streams = await cutStreams(page, /Events/);
  await page.route(/settings\.get/, (route) => route.abort());
  await page.getByText('Reconnecting…').waitFor();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByText('The settings did not load').waitFor();
  await page.unroute(/settings\.get/);
  await streams.letGo();
  await page.getByRole('textbox', { name: 'Greeting' }).waitFor();
});

it('leads to the sign-in when the session has ended, and back', async () => {
  const { page } = await desk.agent();
  await page.getByRole('link', { name: 'Docs' }).click();
  await page.getByRole('heading', { name: 'Docs' }).waitFor();
  // What the inbox asks by itself would find out before the click does.
  let letGo = () => {};
  const clicked = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/\/trpc\//, async (route) => {
    await clicked;
    await route.continue();
  });
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.waitForURL(/\/settings$/);
  letGo();
  await page.getByRole('textbox', { name: 'Password' }).waitFor();
  await page.getByRole('textbox', { name: 'Email' }).fill(AGENT.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(AGENT.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
});

it('takes an alarm back as soon as the settings were saved that end it', async () => {
  const { page } = await desk.agent();
  await page.getByRole('link', { name: 'Settings' }).click();
  const answers = page.getByRole('spinbutton', { name: 'Answers in a conversation' });
  await answers.fill('-1');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('A whole number from 0 to 1000000.').waitFor();
  await answers.fill('25');
  await page.getByRole('spinbutton', { name: 'Dollars a day' }).fill('0.50');
  await page.getByText(/Today so far \(UTC\): .*\$0\.00/).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. The assistant uses it').waitFor();
  await answers.fill('');
  const ceiling = page.getByRole('spinbutton', { name: 'New conversations a day' });
  const alarm = page.getByText(/ceiling of new conversations is reached/);
  const usual = await ceiling.inputValue();
  await ceiling.fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await alarm.waitFor();
  await ceiling.fill(usual);
  await page.getByRole('button', { name: 'Save' }).click();
  await alarm.waitFor({ state: 'detached' });
});

it('shows what was escalated again above the others and in words, on a phone too', async () => {
  const inbox = await desk.agent();
  await desk.waitingCustomer('forgotten@example.com', 'Is anybody there?');
  await desk.waitingCustomer('newer@example.com', 'I have just come');
  await inbox.row('newer@example.com').waitFor();
  const first = (of: typeof inbox) => of.conversations.getByRole('listitem').first();
  await first(inbox).getByText('newer@example.com').waitFor();
  await askPostgres(
    desk.product.databaseUrl,
    `update conversations set escalated_again = true
     where customer_id = (select id from customers where email = 'forgotten@example.com')`,
  );
  const phone = await desk.agent({ viewport: { width: 320, height: 700 }, colorScheme: 'dark' });
  await first(phone).getByText('forgotten@example.com').waitFor();
  await first(phone).getByText('Escalated again').waitFor();
  expect(await overflow(phone.page)).toBe(0);
  await phone.open('forgotten@example.com');
  await phone.page.getByRole('button', { name: 'Take over' }).click();
  await phone.said('You took over').waitFor();
  await first(inbox).getByText('newer@example.com').waitFor();
});

it('sets after how many minutes a conversation is escalated again, and never', async () => {
  const { page } = await desk.agent();
  await page.goto(`${desk.product.url}/settings/hours`);
  const minutes = page.getByRole('spinbutton', { name: 'Escalate again after (minutes)' });
  for (const [written, kept] of [
    ['45', '45'],
    ['', ''],
  ] as const) {
    await minutes.fill(written);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.reload();
    await minutes.waitFor();
    expect(await minutes.inputValue()).toBe(kept);
  }
});

it('leads from an erased conversation to the list, with the focus', async () => {
  await desk.waitingCustomer('erased@example.com', 'Forget me');
  const inbox = await desk.agent();
  const { page } = inbox;
  await inbox.open('erased@example.com');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Erase…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
  await page.getByText(/^Erased: 1 conversation/).waitFor();
  await inbox.focused(page.getByRole('heading', { level: 1, name: 'All' }));
});
