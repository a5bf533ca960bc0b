import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { faultsOf, SCHEMES } from '../../support/browser/faults-of.ts';
import { eventually } from '../../support/eventually.ts';
import { holdReplies } from '../../support/people/undo-time.ts';
import { runInbox, type RunningInbox } from '../../support/stack/running-inbox.ts';
import { ask, askForPerson, log, openChat } from '../story.ts';

let desk: RunningInbox;

beforeAll(async () => {
  desk = await runInbox();
  await holdReplies(desk.product);
});
afterAll(() => desk?.[Symbol.asyncDispose]());

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** As a browser pastes what was copied from a screen. */
const paste = (page: Page, name: string, { type = 'image/png', bytes = PNG, into = 'Reply' } = {}) =>
  page.getByRole('textbox', { name: into, exact: true }).evaluate(
    (box, file) => {
      const clipboardData = new DataTransfer();
      const content = Uint8Array.from(atob(file.bytes), (each) => each.charCodeAt(0));
      clipboardData.items.add(new File([content], file.name, { type: file.type }));
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    { name, type, bytes },
  );

it('shows a pasted picture in its place, in the box’s preview, in the chat and in the mail', async () => {
  const visitor = await desk.browser.person();
  await openChat(visitor, desk.product);
  await ask(visitor, 'Where is the switch?');
  await askForPerson(visitor, 'pictured@example.com');
  const inbox = await desk.agent();
  const { page, reply } = inbox;
  await inbox.open('pictured@example.com');
  await reply.fill('Here:  on the left.');
  await reply.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(6, 6));
  await paste(page, 'image.png');
  const attached = page.getByRole('list', { name: 'Attached files' });
  await attached.getByRole('button', { name: 'Remove picture.png' }).waitFor();
  expect(await reply.inputValue()).toBe('Here: ![picture.png] on the left.');
  await page.getByText('Uploading…').waitFor({ state: 'detached' });

  await paste(page, 'image.png');
  await attached.getByRole('button', { name: 'Remove picture 2.png' }).click();
  expect(await reply.inputValue()).not.toContain('picture 2');
  await paste(page, 'setup.exe', { type: 'application/octet-stream' });
  await page.getByRole('alert').getByText('“setup.exe” cannot be mailed').waitFor();

  await page.reload();
  await attached.getByText('picture.png').waitFor();
  await page.getByRole('button', { name: 'Preview' }).click();
  const drawn = (place: ReturnType<Page['locator']>) =>
    eventually(
      'the picture',
      async () =>
        (await place.count()) > 0 &&
        place.first().evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth === 1),
    );
  await drawn(page.locator('.preview').getByRole('img', { name: 'picture.png' }));
  await page.getByRole('button', { name: 'Preview' }).click();
  await inbox.send.click();
  const picture = inbox.log.getByRole('img', { name: 'picture.png' });
  await drawn(picture);
  await inbox.log.getByRole('button', { name: 'Undo' }).click();
  await attached.getByText('picture.png').waitFor();
  expect(await reply.inputValue()).toContain('![picture.png]');
  await inbox.send.click();
  await inbox.log.getByRole('button', { name: 'Deliver now' }).click();
  await inbox.log.getByText('Delivered', { exact: true }).waitFor();
  await drawn(picture);
  await drawn(log(visitor).getByRole('img', { name: 'picture.png' }));

  await visitor.goto(desk.product.mailboxUrl);
  await visitor
    .getByRole('list', { name: 'Mails' })
    .getByRole('link', { name: /switch/ })
    .first()
    .click();
  await visitor.getByText('Here: [picture.png] on the left.').first().waitFor();
  await visitor.getByRole('link', { name: 'HTML', exact: true }).click();
  await drawn(visitor.frameLocator('iframe').getByRole('img', { name: 'picture.png' }));
});

it('places a picture in a first mail and in a saved reply, once there is somewhere to keep it', async () => {
  const { page } = await desk.agent();
  await page.goto(`${desk.product.url}/new`);
  const message = page.getByRole('textbox', { name: 'Message' });
  await message.fill('Look:');
  await paste(page, 'image.png', { into: 'Message' });
  await page.getByRole('alert').getByText('Write the customer’s address.').waitFor();
  const to = page.getByRole('combobox', { name: 'To' });
  await to.fill('first@example.com');
  await to.press('Enter');
  await page.getByRole('textbox', { name: 'Subject' }).fill('Your switch');
  await message.click();
  await paste(page, 'image.png', { into: 'Message' });
  const remove = page.getByRole('button', { name: 'Remove picture.png' });
  await remove.waitFor();
  expect(await message.inputValue()).toBe('Look: ![picture.png] ');
  await remove.click();
  expect((await message.inputValue()).trim()).toBe('Look:');
  await paste(page, 'image.png', { into: 'Message' });
  await page.getByText('Uploading…').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('log').getByRole('img', { name: 'picture.png' }).waitFor();

  await page.goto(`${desk.product.url}/saved-replies`);
  await page.getByRole('button', { name: 'Add saved reply' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('shown');
  await page.getByRole('textbox', { name: 'Text' }).fill('Here:');
  await paste(page, 'image.png', { into: 'Text' });
  await page.getByText('Uploading…').waitFor({ state: 'detached' });
  expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Here: ![picture.png] ');
  await page.getByRole('button', { name: '{customer.name}' }).click();
  expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).toContain('{customer.name}');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('list', { name: 'Saved replies' }).getByRole('link', { name: /shown/ }).waitFor();
});

it('formats by keys, bar and dialog, and the browser’s own undo takes each back', async () => {
  await desk.waitingCustomer('formats@example.com', 'How do I do that?');
  const inbox = await desk.agent({ viewport: { width: 1400, height: 900 } });
  const { page, reply } = inbox;
  await inbox.open('formats@example.com');
  await reply.click();
  await page.keyboard.type('Press it');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('now');
  expect(await reply.inputValue()).toBe('Press it**now**');
  await reply.press('Control+a');
  await page.keyboard.press('Control+Shift+Digit8');
  expect(await reply.inputValue()).toBe('- Press it**now**');
  await page.keyboard.press('Control+z');
  expect(await reply.inputValue()).toBe('Press it**now**');

  const bar = page.getByRole('toolbar', { name: 'Format' });
  await bar.getByRole('button', { name: 'Bold' }).focus();
  await page.keyboard.press('ArrowRight');
  await inbox.focused(bar.getByRole('button', { name: 'Italic' }));
  await reply.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(0, 5));
  await bar.getByRole('button', { name: 'Link' }).click();
  const dialog = page.getByRole('dialog', { name: 'Link' });
  await dialog.getByRole('textbox', { name: 'Address' }).fill('nowhere at all');
  await dialog.getByRole('button', { name: 'Set link' }).click();
  await dialog
    .getByRole('alert')
    .getByText(/begins with https/)
    .waitFor();
  await dialog.getByRole('textbox', { name: 'Address' }).fill('example.com');
  await page.keyboard.press('Enter');
  await inbox.focused(reply);
  expect(await reply.inputValue()).toBe('[Press](https://example.com) it**now**');
  await page.keyboard.press('Control+z');
  expect(await reply.inputValue()).toBe('Press it**now**');

  await page.getByRole('button', { name: 'Emoji' }).click();
  await page.getByRole('combobox', { name: 'Search emoji' }).fill('party popper');
  await page.getByRole('gridcell', { name: 'party popper' }).waitFor();
  await page.keyboard.press('Enter');
  await inbox.focused(reply);
  expect(await reply.inputValue()).toContain('🎉');
});

it('keeps files and a language with a saved reply, and inserts and sends it with one key', async () => {
  await desk.waitingCustomer(
    'deutsch@example.com',
    'Guten Tag, wo finde ich die Rechnung für meine Bestellung?',
  );
  const inbox = await desk.agent();
  const { page, reply } = inbox;
  const write = async (name: string, text: string, language: string) => {
    await page.goto(`${desk.product.url}/saved-replies`);
    await page.getByRole('button', { name: 'Add saved reply' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('textbox', { name: 'Text' }).fill(text);
    await page.getByRole('combobox', { name: 'Language' }).selectOption(language);
  };
  const saved = async (name: RegExp) => {
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('list', { name: 'Saved replies' }).getByRole('link', { name }).waitFor();
  };
  await write('bill', 'It is in the file.', 'en');
  await saved(/bill/);
  await write('bill-de', 'Sie liegt bei.', 'de');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'rechnung.txt', mimeType: 'text/plain', buffer: Buffer.from('12 €') });
  await page.getByText('Uploading…').waitFor({ state: 'detached' });
  await page.getByRole('combobox', { name: 'Add what it does' }).selectOption({ label: 'high priority' });
  await saved(/bill-de/);

  await page.goto(desk.product.url);
  await inbox.open('deutsch@example.com');
  await reply.pressSequentially('/bill');
  const options = page.getByRole('listbox', { name: 'Saved replies' }).getByRole('option');
  await options.nth(1).waitFor();
  expect(await options.nth(0).innerText()).toContain('bill-de');
  expect(await options.nth(1).innerText()).toContain('English');
  await reply.press('Control+Enter');
  const held = inbox.log.getByRole('list', { name: 'Attachments' });
  await held.getByText('rechnung.txt').waitFor();
  await inbox.log.getByText('Sie liegt bei.').waitFor();
  await inbox.log.getByText('You set high priority').waitFor();
  await inbox.log.getByRole('button', { name: 'Undo' }).click();
  await inbox.log.getByText('You set normal priority').waitFor();
  expect(await reply.inputValue()).toBe('Sie liegt bei.');
  await page.getByRole('list', { name: 'Attached files' }).getByText('rechnung.txt').waitFor();
});

it.each(SCHEMES)(
  'has no fault in the %s scheme, wide and on a phone, whose row stays one',
  async (colorScheme) => {
    await desk.waitingCustomer(`${colorScheme}@example.com`, 'Is it readable?');
    const inbox = await desk.agent({ colorScheme, viewport: { width: 1400, height: 900 } });
    const { page, reply } = inbox;
    await inbox.open(`${colorScheme}@example.com`);
    await reply.fill('A **word**');
    await page.getByRole('button', { name: 'Emoji' }).click();
    await page.getByRole('gridcell').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await reply.press('Control+Shift+l');
    await page.getByRole('dialog', { name: 'Link' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Format' }).click();
    await page.getByRole('toolbar', { name: 'Format' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    for (const width of [390, 1100, 1400]) {
      await page.setViewportSize({ width, height: 900 });
      const foot = page.locator('.foot', { has: page.getByRole('button', { name: 'Send', exact: true }) });
      await eventually(`one row at ${width} px`, async () => {
        const ends = await foot
          .locator('button:visible')
          .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().bottom));
        return ends.length > 0 && Math.max(...ends) - Math.min(...ends) < 24;
      });
    }
  },
);
