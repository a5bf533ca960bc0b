import { afterAll, beforeAll, expect, it } from 'vitest';
import { stayAfterClose } from '../support/browser/stay-after-close.ts';
import { eventually } from '../support/eventually.ts';
import { cutStreams } from '../support/streams/live-streams.ts';
import { runInbox, type RunningInbox, type WaitingCustomer } from '../support/stack/running-inbox.ts';
import { holdReplies } from '../support/people/undo-time.ts';
import { openMail } from './story.ts';

let desk: RunningInbox;

beforeAll(async () => {
  desk = await runInbox();
  await holdReplies(desk.product);
});
afterAll(() => desk?.[Symbol.asyncDispose]());

/** The beginning of the visitor's stream, up to a text that it must hold. */
async function whatVisitorSees({ token, conversationId }: WaitingCustomer, upTo: string): Promise<string> {
  const input = encodeURIComponent(JSON.stringify({ conversationId }));
  const headers = { authorization: `Bearer ${token}` };
  const { body } = await fetch(`${desk.product.url}/trpc/visitor.events?input=${input}`, { headers });
  let seen = '';
  for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
    seen += chunk;
    if (seen.includes(upTo)) break;
  }
  return seen;
}

it('keeps a draft with its conversation, through a reload, and shows it in no other', async () => {
  await desk.waitingCustomer('first@example.com', 'The first of two');
  await desk.waitingCustomer('second@example.com', 'The second of two');
  const inbox = await desk.agent();
  await inbox.open('first@example.com');
  await inbox.reply.fill('Only for the first');
  await inbox.open('second@example.com');
  await inbox.said('The second of two').waitFor();
  expect(await inbox.reply.inputValue()).toBe('');
  await inbox.open('first@example.com');
  await inbox.said('The first of two').waitFor();
  expect(await inbox.reply.inputValue()).toBe('Only for the first');
  await inbox.page.reload();
  expect(await inbox.reply.inputValue()).toBe('Only for the first');
});

it('stops a reply written on an old state, keeps it, shows what was missed, and sends it on the second try', async () => {
  const customer = await desk.waitingCustomer('stale@example.com', 'How much is it?');
  const inbox = await desk.agent();
  const { page } = inbox;
  await inbox.open('stale@example.com');
  await inbox.said('How much is it?').waitFor();

  await inbox.reply.fill('It is 20 a month.');

  const stream = await cutStreams(page, /transcriptEvents/);
  await customer.say('Sorry, I mean for a team of fifty?');
  await eventually('the message in the list', () => inbox.row(/team of fifty/).isVisible());
  await inbox.send.click();
  await page.getByText(/a newer message (has|had) arrived/).waitFor();
  expect(await inbox.reply.inputValue()).toBe('It is 20 a month.');
  await stream.letGo();
  await inbox.said('Sorry, I mean for a team of fifty?').waitFor();
  await inbox.send.click();
  await inbox.said('It is 20 a month.').waitFor();
  await eventually('an empty box', async () => (await inbox.reply.inputValue()) === '');
  expect(await inbox.said('It is 20 a month.').count()).toBe(1);
});

it('keeps what was written when nothing can be reached, and doubles nothing', async () => {
  await desk.waitingCustomer('offline@example.com', 'Are you on a train?');
  const inbox = await desk.agent();
  await inbox.open('offline@example.com');
  await inbox.said('Are you on a train?').waitFor();
  await inbox.reply.fill('Yes, in a tunnel.');
  let dropped = 0;
  await inbox.page.route(
    /conversations\.reply/,
    async (route) => {
      dropped += 1;
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await inbox.send.click();
  await eventually(
    'the reply to arrive without its answer',
    async () => dropped === 1 && inbox.said('Yes, in a tunnel.').isVisible(),
  );
  await eventually('an empty box', async () => (await inbox.reply.inputValue()) === '');
  expect(await inbox.said('Yes, in a tunnel.').count()).toBe(1);
});

it('takes a reply back, with its text, and sends another one at once', async () => {
  const customer = await desk.waitingCustomer('undo@example.com', 'Which plan am I on?');
  const inbox = await desk.agent();
  const { page } = inbox;
  await inbox.open('undo@example.com');
  await inbox.said('Which plan am I on?').waitFor();
  await inbox.reply.fill('The wrong one.');
  await inbox.send.click();
  const held = inbox.log.getByRole('article', { name: 'You, about to leave' });
  await held.getByText('Sending', { exact: true }).waitFor();
  await inbox.reply.press('Escape');
  await held.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await held.waitFor({ state: 'detached' });
  expect(await inbox.reply.inputValue()).toBe('The wrong one.');
  await inbox.focused(inbox.reply);

  await inbox.reply.fill('The right one.');
  await inbox.send.click();
  await held.getByRole('button', { name: 'Deliver now' }).click();
  await inbox.log.getByText('Delivered', { exact: true }).waitFor();
  const seen = await whatVisitorSees(customer, 'The right one.');
  expect(seen).not.toContain('The wrong one.');
});

it('tells a screen reader that a reply leaves, and lays nothing over the transcript for it', async () => {
  await desk.waitingCustomer('heard@example.com', 'Do you hear me?');
  const inbox = await desk.agent();
  await inbox.open('heard@example.com');
  await inbox.reply.fill('Loud and clear.');
  await inbox.send.click();
  const heard = inbox.page.getByRole('status').getByText('Sending', { exact: true });
  await heard.waitFor({ state: 'attached' });
  const { width, height } = (await heard.locator('..').boundingBox()) ?? { width: 0, height: 0 };
  expect([width, height].every((px) => px <= 1)).toBe(true);
});

it('leaves whoever opened another conversation there when a reply comes back', async () => {
  await desk.waitingCustomer('left@example.com', 'The one to leave');
  await desk.waitingCustomer('entered@example.com', 'The one to read');
  const inbox = await desk.agent();
  const { page } = inbox;
  await inbox.open('left@example.com');
  await inbox.reply.fill('Not like this.');
  await inbox.send.click();
  let letGo: (() => void) | undefined;
  const left = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/conversations\.undoReply/, async (route) => {
    const response = await route.fetch();
    await left;
    await route.fulfill({ response });
  });
  await inbox.log.getByRole('button', { name: 'Undo' }).click();
  await inbox.open('entered@example.com');
  await inbox.said('The one to read').waitFor();
  await inbox.focused(inbox.heading);
  letGo?.();
  await page.getByText('Undone. It is in the reply box.').waitFor({ state: 'attached' });
  await inbox.focused(inbox.heading);
  expect(await inbox.reply.inputValue()).toBe('');
  await inbox.open('left@example.com');
  await inbox.said('The one to leave').waitFor();
  expect(await inbox.reply.inputValue()).toBe('Not like this.');
});

it('gives the focus back to what was pressed, or to the heading when that is gone', async () => {
  await desk.waitingCustomer('focus@example.com', 'Where am I?');
  const inbox = await desk.agent();
  const { page } = inbox;
  await stayAfterClose(page);
  await inbox.open('focus@example.com');
  await inbox.reply.fill('Here.');
  await inbox.send.click();
  await inbox.log.getByRole('button', { name: 'Deliver now' }).press('Enter');
  await inbox.log.getByText('Delivered', { exact: true }).waitFor();
  await inbox.focused(inbox.log);
  const close = page.getByRole('button', { name: 'Close conversation' });
  await page.route(/conversations\.close/, (route) => route.abort(), { times: 1 });
  await close.press('Enter');
  await page.getByText(/Throughline cannot be reached/).waitFor({ state: 'attached' });
  await inbox.focused(close);
  await close.press('Enter');
  await page.getByRole('button', { name: 'Reopen' }).waitFor();
  await inbox.focused(inbox.heading);
});

it('shows a bounce on its message, and mails it to the corrected address', async () => {
  await desk.waitingCustomer('bounce@example.com', 'Did you get this?');
  const inbox = await desk.agent();
  const { page } = inbox;
  await inbox.open('bounce@example.com');
  await inbox.said('Did you get this?').waitFor();
  await inbox.reply.fill('We did.');
  await inbox.send.click();
  await inbox.log.getByRole('button', { name: 'Deliver now' }).click();
  await inbox.log.getByText('Bounced', { exact: true }).waitFor();
  await inbox.log.getByText('Mail bounced: the customer did not get a reply').waitFor();
  await page.getByText('Nothing is mailed to bounce@example.com: a mail to it bounced.').waitFor();
  const correct = inbox.log.getByRole('button', { name: 'Correct the address' });
  await correct.click();
  const address = inbox.log.getByRole('textbox', { name: 'Customer’s address' });
  await inbox.focused(address);
  await address.press('Escape');
  await inbox.focused(correct);
  await correct.press('Enter');
  await address.fill('right@example.com');
  let corrections = 0;
  let answer: (() => void) | undefined;
  const askedTwice = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/conversations\.correctAddress/, async (route) => {
    corrections += 1;
    await askedTwice;
    await route.continue();
  });
  await address.press('Enter');
  await address.press('Enter');
  answer?.();
  await inbox.log.getByText('Delivered', { exact: true }).waitFor();
  await inbox.log.getByText('to right@example.com', { exact: true }).waitFor();
  await inbox.log.getByText('You corrected the address to right@example.com').waitFor();
  await inbox.focused(inbox.log.getByRole('article').filter({ hasText: 'We did.' }));
  expect(corrections).toBe(1);
  expect(await page.getByText('Nothing is mailed to').count()).toBe(0);
});

it('keeps an agent’s signature, which their next mail carries', async () => {
  const { page } = await desk.agent();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('link', { name: 'Your account' }).click();
  await page.getByRole('textbox', { name: 'Signature' }).fill('Ana, **Acme support**');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. Your next mail carries it.').waitFor();
  await desk.waitingCustomer('signed@example.com', 'Who are you?');
  const inbox = await desk.agent();
  await inbox.open('signed@example.com');
  await inbox.reply.fill('A human.');
  await inbox.send.click();
  await inbox.log.getByRole('button', { name: 'Deliver now' }).click();
  await inbox.log.getByText('Delivered', { exact: true }).waitFor();
  const reader = await desk.browser.person();
  await openMail(reader, desk.product, 'A human.');
  await reader.getByText(/-- \nAna, Acme support/).waitFor();
});

it('takes over, hands back, notes, assigns, closes and reopens', async () => {
  await desk.waitingCustomer('desk@example.com', 'Everything, please');
  const inbox = await desk.agent();
  const { page } = inbox;
  await stayAfterClose(page);
  await inbox.open('desk@example.com');
  await page.getByRole('button', { name: 'Take over' }).press('Enter');
  await inbox.log.getByText('You took over').waitFor();
  await inbox.focused(inbox.heading);
  await page.getByText('Note', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Note' }).fill('Between us');
  await page.getByRole('button', { name: 'Add note' }).click();
  await inbox.log.getByText('Only your team sees this').waitFor();
  await page.getByRole('button', { name: 'Assign' }).click();
  await page.getByRole('option', { name: 'Unassigned' }).click();
  await inbox.log.getByText('You unassigned the conversation').waitFor();
  await page.getByRole('button', { name: 'Hand back' }).click();
  await inbox.log.getByText('You handed back to the assistant').waitFor();
  await page.getByText('Reply', { exact: true }).click();
  await page.getByText(/Replying takes the conversation over/).waitFor();
  await page.getByRole('button', { name: 'Close conversation' }).click();
  await page.getByText(/This conversation is closed/).waitFor();
  await page.getByRole('button', { name: 'Reopen' }).click();
  await inbox.reply.waitFor();
});
