import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { stayAfterClose } from '../../support/browser/stay-after-close.ts';
import { eventually } from '../../support/eventually.ts';
import { holdReplies } from '../../support/people/undo-time.ts';
import { runInbox, type RunningInbox } from '../../support/stack/running-inbox.ts';

let desk: RunningInbox;
let mailReader: Page;

beforeAll(async () => {
  desk = await runInbox();
  await holdReplies(desk.product);
  mailReader = await desk.browser.person();
});
afterAll(() => desk?.[Symbol.asyncDispose]());

/** Opens the newest mail of a subject, as whoever got it, once it is there. */
async function openMail(subject: RegExp) {
  const mail = mailReader.getByRole('list', { name: 'Mails' }).getByRole('link', { name: subject }).first();
  await eventually(`a mail ${subject.source}`, async () => {
    await mailReader.goto(desk.product.mailboxUrl);
    return (await mail.count()) > 0;
  });
  await mail.click();
  const article = mailReader.locator('article');
  await article.waitFor();
  return article.innerText();
}

async function answer(words: string) {
  await mailReader.getByRole('textbox', { name: 'Reply as customer' }).fill(words);
  await mailReader.getByRole('button', { name: 'Send reply' }).click();
  await mailReader.locator('.answer', { hasText: words }).waitFor();
}

it('writes first, and the customer’s answer lands there', async () => {
  const inbox = await desk.agent();
  const { page } = inbox;
  await page.keyboard.press('c');
  await page.getByRole('heading', { name: 'New conversation' }).waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Write the customer’s address.').waitFor();
  await page.getByLabel('To', { exact: true }).fill('first@example.com');
  await page.getByRole('textbox', { name: 'Subject' }).fill('Your lamp is ready');
  await page.getByRole('textbox', { name: 'Message' }).fill('You can fetch it **today**.');
  await page.keyboard.press('Control+Enter');
  await inbox.log.getByRole('button', { name: 'Deliver now' }).click();
  await inbox.log.getByText('Delivered', { exact: true }).waitFor();

  expect(await openMail(/Your lamp is ready/)).toContain('You can fetch it today.');
  await answer('I come at noon.');
  await inbox.said('I come at noon.').waitFor();
});

it('forwards to an expert, whose answer comes back as theirs and never reaches the customer', async () => {
  const customer = await desk.waitingCustomer('cracked@example.com', 'My lamp is cracked. Is it safe?');
  const inbox = await desk.agent();
  const { page } = inbox;
  await inbox.open('cracked@example.com');
  await inbox.said('My lamp is cracked. Is it safe?').waitFor();
  // The assistant may have said something since.
  const asked = inbox.log.getByRole('article').filter({ hasText: 'My lamp is cracked. Is it safe?' });
  await asked.getByRole('button', { name: 'Forward' }).focus();
  await page.keyboard.press('f');
  const dialog = page.getByRole('dialog', { name: 'Forward' });
  await dialog.getByLabel('To', { exact: true }).fill('expert@lab.example');
  await dialog.getByRole('textbox', { name: 'Your words above it' }).fill('What do you think?');
  await dialog.getByRole('button', { name: 'Forward' }).click();
  await inbox.log.getByText('What do you think?').waitFor();

  const mail = await openMail(/^Fwd: /);
  expect(mail).toContain('expert@lab.example');
  expect(mail).toContain('My lamp is cracked. Is it safe?');
  await answer('Throw it away.');
  // What is only arriving is not seen yet, and a reply to it would be stale.
  await inbox.log.getByRole('article', { name: /expert@lab\.example.*, message$/ }).waitFor();

  await inbox.reply.fill('We send a new one.');
  await inbox.send.click();
  await inbox.log.getByRole('button', { name: 'Deliver now' }).click();
  await inbox.log.getByText('Delivered', { exact: true }).last().waitFor();
  const toCustomer = await openMail(/^(?!Fwd: ).*cracked/);
  expect(toCustomer).toContain('We send a new one.');
  for (const secret of ['Throw it away', 'What do you think', 'expert@lab.example'])
    expect(toCustomer).not.toContain(secret);
  const input = encodeURIComponent(JSON.stringify({ conversationId: customer.conversationId }));
  const headers = { authorization: `Bearer ${customer.token}` };
  const { body } = await fetch(`${desk.product.url}/trpc/visitor.events?input=${input}`, { headers });
  let seen = '';
  for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
    seen += chunk;
    if (seen.includes('We send a new one.')) break;
  }
  expect(seen).not.toMatch(/Throw it away|What do you think|expert@/);
});

it('copies people in the open and unseen, closes with the reply, and undoes both', async () => {
  await desk.waitingCustomer('copied@example.com', 'Where is my parcel?');
  const inbox = await desk.agent();
  const { page } = inbox;
  await stayAfterClose(page);
  await inbox.open('copied@example.com');
  await inbox.said('Where is my parcel?').waitFor();
  await page.getByRole('button', { name: 'Add Cc' }).click();
  const cc = page.getByRole('textbox', { name: 'Cc', exact: true });
  await inbox.focused(cc);
  await cc.fill('warehouse');
  await cc.press('Enter');
  await page.getByText('“warehouse” is no address.').waitFor();
  await cc.fill('warehouse@acme.example');
  await cc.press('Enter');
  await page.getByRole('textbox', { name: 'Bcc' }).fill('boss@acme.example');
  await inbox.reply.fill('It leaves today.');
  await page.keyboard.press('Control+Shift+Enter');
  await page.getByText(/This conversation is closed/).waitFor();
  await inbox.reply.waitFor({ state: 'detached' });
  await inbox.log.getByRole('button', { name: 'Undo' }).click();
  await eventually('the words', async () => (await inbox.reply.inputValue()) === 'It leaves today.');
  await page.getByText('boss@acme.example', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Send and close' }).click();
  await inbox.log.getByRole('button', { name: 'Deliver now' }).click();
  await inbox.log.getByText(/closed the conversation/).waitFor();
  await inbox.log.getByText('unseen by them: boss@acme.example').waitFor();

  const shown = await openMail(/parcel/);
  expect(shown).toContain('warehouse@acme.example');
  expect(shown).not.toContain('boss@acme.example');
});

it('inserts a saved reply by its name, asks about what is not known, and undoes a macro with its reply', async () => {
  await desk.waitingCustomer('macro@example.com', 'Thanks for the help');
  const inbox = await desk.agent();
  const { page } = inbox;
  await stayAfterClose(page);
  await page.goto(`${desk.product.url}/saved-replies`);
  await page.getByRole('button', { name: 'Add saved reply' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('bye');
  await page.getByRole('textbox', { name: 'Text' }).fill('Bye {customer.first_name}, says {agent.name}.');
  await page.getByRole('combobox', { name: 'Add what it does' }).selectOption({ label: 'high priority' });
  await page.getByRole('combobox', { name: 'Add what it does' }).selectOption({ label: 'close' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('list', { name: 'Saved replies' }).getByRole('link', { name: /bye/ }).waitFor();
  await page.goto(desk.product.url);
  await inbox.open('macro@example.com');
  await inbox.said('Thanks for the help').waitFor();

  await inbox.reply.pressSequentially('Hi and/or bye /by');
  await page.getByRole('option', { name: /bye/ }).waitFor();
  await inbox.reply.press('Enter');
  await eventually('the text', async () =>
    (await inbox.reply.inputValue()).includes('Bye {customer.first_name}'),
  );
  await inbox.send.click();
  const question = page.getByRole('dialog', { name: /customer\.first_name/ });
  await question.getByRole('button', { name: 'Go on writing' }).click();
  await inbox.reply.fill('Bye Kim.');
  await inbox.send.click();
  await inbox.log.getByText('You set high priority').waitFor();
  await page.getByText(/This conversation is closed/).waitFor();
  await inbox.log.getByRole('button', { name: 'Undo' }).click();
  await inbox.log.getByText('You set normal priority').waitFor();
  expect(await inbox.reply.inputValue()).toBe('Bye Kim.');
});

it('keeps a reply for later, moves it, and brings it back when the customer writes first', async () => {
  const customer = await desk.waitingCustomer('later@example.com', 'Call me tomorrow');
  const inbox = await desk.agent();
  const { page } = inbox;
  await inbox.open('later@example.com');
  await inbox.said('Call me tomorrow').waitFor();
  await inbox.reply.fill('Good morning.');
  await page.getByRole('button', { name: 'Send later' }).click();
  await page.getByRole('button', { name: /^Tomorrow/ }).click();
  const waiting = inbox.log.getByRole('article', { name: 'You, leaves later' });
  const moment = waiting.getByText(/stopped if somebody/);
  await moment.and(page.getByText(/9:00/)).waitFor();
  const atNine = await moment.textContent();
  await waiting.getByRole('button', { name: 'Change the moment' }).click();
  await page.getByRole('button', { name: /^In an hour/ }).click();
  await eventually('the new moment', async () => (await moment.textContent()) !== atNine);
  await customer.say('Never mind.');
  const stopped = inbox.log.getByRole('article', { name: 'You, stopped' });
  await stopped.getByRole('button', { name: 'Take back' }).click();
  await stopped.waitFor({ state: 'detached' });
  expect(await inbox.reply.inputValue()).toBe('Good morning.');
});
