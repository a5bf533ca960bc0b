import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts';
import { eventually } from '../support/eventually.ts';
import { runProduct } from '../support/stack/run-product.ts';
import { type RunningProduct } from '../support/stack/running-product.ts';
import { holdReplies } from '../support/people/undo-time.ts';
import {
  ask,
  askForPerson,
  CUSTOMER,
  log,
  openChat,
  openFromInbox,
  openMail,
  sees,
  signIn,
} from './story.ts';

let product: RunningProduct;
let browser: TestBrowser;

beforeAll(async () => {
  [product, browser] = await Promise.all([runProduct(), openBrowser()]);
  await holdReplies(product);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await product?.[Symbol.asyncDispose]();
});

/** A green square, as small as a PNG can say it. */
function picture(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.concat(Array(side).fill(Buffer.from([23, 89, 74])))]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(Array<Buffer>(side).fill(row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}

it('takes files from the agent to the customer and back, and shows a picture where its sender put it', async () => {
  const agent = await browser.person();
  const visitor = await browser.person();
  const reader = await browser.person();
  await signIn(agent, product);
  await openChat(visitor, product);
  await ask(visitor, 'The export is empty.');
  await askForPerson(visitor, CUSTOMER);
  await openFromInbox(agent);

  const chooser = agent.locator('input[type=file]');
  await chooser.setInputFiles({ name: 'setup.exe', mimeType: '', buffer: Buffer.from('MZ') });
  await agent.getByRole('alert').getByText('“setup.exe” cannot be mailed').waitFor();
  await chooser.setInputFiles([
    { name: 'guide.txt', mimeType: 'text/plain', buffer: Buffer.from('Turn it on.') },
    { name: 'wrong.txt', mimeType: 'text/plain', buffer: Buffer.from('Not this one.') },
  ]);
  const attached = agent.getByRole('list', { name: 'Attached files' });
  await attached.getByText('11 bytes').waitFor();
  await attached.getByRole('button', { name: 'Remove wrong.txt' }).click();
  await agent.getByRole('textbox', { name: 'Reply' }).fill('Please read the guide.');
  await agent.reload();
  await log(agent).getByText('The export is empty.').waitFor();
  await attached.getByText('guide.txt').waitFor();
  expect(await attached.getByRole('listitem').count()).toBe(1);
  await agent.getByRole('button', { name: 'Send', exact: true }).click();
  await log(agent).getByRole('list', { name: 'Attachments' }).getByText('guide.txt').waitFor();
  await attached.waitFor({ state: 'detached' });
  await log(agent).getByRole('button', { name: 'Undo' }).click();
  await attached.getByText('guide.txt').waitFor();
  await agent.getByRole('button', { name: 'Send', exact: true }).click();
  await attached.waitFor({ state: 'detached' });
  await log(agent).getByRole('button', { name: 'Deliver now' }).click();

  await sees(visitor, 'Please read the guide.');
  const saved = visitor
    .context()
    .waitForEvent('page')
    .then((page) => page.waitForEvent('download'));
  const direct = visitor.waitForEvent('download');
  await log(visitor).getByRole('button', { name: 'guide.txt' }).click();
  const download = await Promise.any([saved, direct]);
  expect(download.suggestedFilename()).toBe('guide.txt');
  expect(readFileSync(await download.path(), 'utf8')).toBe('Turn it on.');

  await openMail(reader, product, 'Please read the guide.');
  await reader.getByRole('list', { name: 'Attachments' }).getByText('guide.txt').waitFor();
  await reader.getByRole('textbox', { name: 'Reply as customer' }).fill('This is what I see.');
  await reader
    .getByLabel('Attach files')
    .setInputFiles({ name: 'export.csv', mimeType: '', buffer: Buffer.from('a,b\n') });
  await reader
    .getByLabel('Image in the text')
    .setInputFiles({ name: 'screen.png', mimeType: 'image/png', buffer: picture(64) });
  await reader.getByRole('button', { name: 'Send reply' }).click();

  const answer = log(agent).getByRole('article').filter({ hasText: 'This is what I see.' });
  const file = answer.getByRole('link', { name: 'export.csv' });
  for (const open of [() => file.click(), () => file.press('Enter')]) {
    const saving = agent.waitForEvent('download');
    await open();
    expect(readFileSync(await (await saving).path(), 'utf8')).toBe('a,b\n');
    await answer.waitFor();
  }
  await answer.getByRole('button', { name: 'Show original' }).click();
  const shown = answer.frameLocator('iframe').locator('img');
  await shown.waitFor();
  await eventually('the picture in its place', () =>
    shown.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth === 64),
  );
  await answer.getByRole('button', { name: 'Show text' }).click();
  await answer.getByText('[image: screen.png]').first().waitFor();
  await log(visitor).getByRole('button', { name: 'export.csv' }).waitFor();

  await chooser.setInputFiles([
    { name: 'large.txt', mimeType: 'text/plain', buffer: Buffer.alloc(3_000_000, 'a line of a log\n') },
    { name: 'small.txt', mimeType: 'text/plain', buffer: Buffer.from('A word.') },
  ]);
  await eventually('both uploads', async () => {
    const waiting = await attached.getByText('Uploading').count();
    return waiting === 0 && (await attached.getByRole('listitem').count()) === 2;
  });
  await agent.getByRole('button', { name: 'Send', exact: true }).click();
  await log(agent).getByRole('button', { name: 'Deliver now' }).click();
  const names = log(agent).getByRole('list', { name: 'Attachments' }).last().getByRole('link');
  await eventually('both files without a word, in the order they were chosen', async () => {
    const shown = (await names.allInnerTexts()).map((text) => text.split('\n')[0]?.trim());
    return String(shown) === 'large.txt,small.txt';
  });
});
