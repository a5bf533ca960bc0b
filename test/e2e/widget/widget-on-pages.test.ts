import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../../support/browser/browser.ts';
import { eventually } from '../../support/eventually.ts';
import { ScriptedConversation } from '../../support/people/scripted-conversation.ts';
import {
  startScriptedVisitorApi,
  type ScriptedVisitorApi,
} from '../../support/people/scripted-visitor-api.ts';
import { ask, log, sees } from '../story.ts';

let browser: TestBrowser;
let conversation: ScriptedConversation;
let api: ScriptedVisitorApi;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser[Symbol.asyncDispose]());
beforeEach(async () => {
  conversation = new ScriptedConversation();
  api = await startScriptedVisitorApi(conversation);
});
afterEach(() => api.stop());

async function visit(path: string, options?: Parameters<TestBrowser['person']>[0]): Promise<Page> {
  const page = await browser.person(options);
  await page.goto(api.url + path);
  return page;
}

async function talk(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open chat' }).click();
  await ask(page, 'How?');
  await eventually('the message', () => conversation.messages.length > 0);
  conversation.agentSays('# Title\n\nSome `code` and **more**\n\n- one\n- two\n\n> quoted');
  await sees(page, 'quoted');
}

/** How everything in the panel looks: what a page could have changed. */
function looks(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('throughline-widget')!.shadowRoot!;
    return [...root.querySelectorAll('*')].map((element) => {
      const style = getComputedStyle(element);
      const { color, direction, fontFamily, fontSize, letterSpacing, lineHeight, textTransform, textShadow } =
        style;
      const { padding, borderRadius, backgroundColor, opacity, textAlign, filter, boxSizing } = style;
      const parts = [
        color,
        direction,
        fontFamily,
        fontSize,
        letterSpacing,
        lineHeight,
        textTransform,
        textShadow,
      ];
      return `${element.tagName} ${element.className.toString()} ${[...parts, padding, borderRadius, backgroundColor, opacity, textAlign, filter, boxSizing].join(' ')}`;
    });
  });
}

it('looks the same on a hostile page as on an empty one', async () => {
  const calm = await visit('/calm');
  await talk(calm);
  await calm.emulateMedia({ reducedMotion: 'reduce' });
  const expected = await looks(calm);
  await calm.context().close();
  await api.stop();

  conversation = new ScriptedConversation();
  api = await startScriptedVisitorApi(conversation);
  const hostile = await visit('/demo');
  await talk(hostile);
  await hostile.emulateMedia({ reducedMotion: 'reduce' });
  expect(await looks(hostile)).toEqual(expected);
  expect(expected.length).toBeGreaterThan(40);
  await hostile.context().close();
});

it('stands above everything on a page, where it belongs', async () => {
  const page = await visit('/demo', { viewport: { width: 1280, height: 800 } });
  const launcher = page.getByRole('button', { name: 'Open chat' });
  expect(await launcher.boundingBox()).toEqual({ x: 1204, y: 724, width: 56, height: 56 });
  await launcher.click();
  await page.getByRole('dialog').waitFor();
  const onTop = await page.evaluate(() => document.elementFromPoint(1100, 770)?.tagName);
  expect(onTop).toBe('THROUGHLINE-WIDGET');
  await page.context().close();
});

it('breaks no rule of a strict Content-Security-Policy', async () => {
  const page = await browser.person();
  const complaints: string[] = [];
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
      console.error(violatedDirective),
    );
  });
  await page.goto(`${api.url}/demo`);
  await talk(page);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('leaves the page as it found it', async () => {
  const page = await browser.person();
  await page.route('**/widget.js', (route) => route.fulfill({ body: '', contentType: 'text/javascript' }));
  const snapshot = () =>
    page.evaluate(() => ({
      globals: Object.keys(window).filter((name) => !/^(__playwright|playwright)/.test(name)),
      sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      head: document.head.innerHTML.replace(/nonce="[^"]*"/g, ''),
      body: document.body.innerHTML.replace(/nonce="[^"]*"/g, ''),
      styles: [...document.querySelectorAll('body, body *')].map((element) => {
        const style = getComputedStyle(element);
        return [...style].map((name) => style.getPropertyValue(name)).join();
      }),
      scroll: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
    }));
  await page.goto(`${api.url}/demo`);
  const before = await snapshot();
  await page.unroute('**/widget.js');
  await page.reload();
  await talk(page);
  await page.mouse.move(0, 0);
  const after = await snapshot();
  // By which the page says who is signed in.
  expect(after.globals).toEqual([...before.globals, 'Throughline']);
  expect({ ...after, globals: before.globals }).toEqual(before);
  await page.context().close();
});

it('keeps what is typed from the page’s keyboard shortcuts', async () => {
  const page = await visit('/calm');
  await page.evaluate(() => {
    document.addEventListener('keydown', (event) => (document.title += event.key));
  });
  await page.getByRole('button', { name: 'Open chat' }).click();
  await page.getByRole('textbox', { name: 'Message' }).pressSequentially('jk?');
  expect(await page.title()).toBe('A page');
  await page.context().close();
});

it('is one widget, however often its script is on the page and however early', async () => {
  const page = await browser.person();
  const tag = '<script src="/widget.js" data-key="key"></script>';
  await page.route('**/twice', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>x</title>${tag}${tag}<p>Body${tag}`,
    }),
  );
  await page.goto(`${api.url}/twice`);
  await page.getByText('Body').waitFor();
  expect(await page.locator('throughline-widget').count()).toBe(1);
  await page.getByRole('button', { name: 'Open chat' }).click();
  await page.getByRole('dialog').waitFor();
  await page.context().close();
});

it('works on another origin than its api’s', async () => {
  const page = await browser.person();
  await page.goto(`${api.url.replace('127.0.0.1', 'localhost')}/elsewhere`);
  await talk(page);
  await page.context().close();
});

it('tries again when its panel could not be loaded', async () => {
  const page = await browser.person();
  await page.route('**/widget/panel-*', (route) => route.abort());
  await page.goto(`${api.url}/calm`);
  const launcher = page.getByRole('button', { name: 'Open chat' });
  const failed = page.waitForEvent('requestfailed');
  await launcher.click();
  await failed;
  await page.unroute('**/widget/panel-*');
  await eventually('the dialog', async () => {
    // It hides when the panel is there: then there is nothing to press any more.
    await launcher.click({ timeout: 500 }).catch(() => undefined);
    return page.getByRole('dialog').isVisible();
  });
  await page.context().close();
});

it('can be used with a keyboard alone', async () => {
  const page = await visit('/calm');
  await page.getByRole('button', { name: 'Before' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const focused = () =>
    page.evaluate(() => document.querySelector('throughline-widget')?.shadowRoot?.activeElement?.ariaLabel);
  await eventually('the message box to have the focus', async () => (await focused()) === 'Message');
  await page.keyboard.type('one');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('two');
  await page.keyboard.press('Enter');
  await eventually('the message', () => conversation.messages[0]?.text === 'one\ntwo');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await focused()).toBe('Open chat');
  await page.context().close();
});

it('covers a phone, keeps the focus inside and nothing sticks out', async () => {
  const page = await visit('/demo', { viewport: { width: 390, height: 844 }, hasTouch: true });
  await talk(page);
  conversation.agentSays(`A-very-long-word-${'x'.repeat(300)}`);
  await sees(page, 'A-very-long-word');
  const dialog = page.getByRole('dialog');
  expect(await dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  expect(await log(page).evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  const outside = async () => page.evaluate(() => document.activeElement?.tagName !== 'THROUGHLINE-WIDGET');
  for (let tabs = 0; tabs < 12; tabs++) {
    await page.keyboard.press(tabs % 4 === 3 ? 'Shift+Tab' : 'Tab');
    expect(await outside()).toBe(false);
  }
  await page.context().close();
});

it('follows the visitor’s light, and writes from right to left where the site does', async () => {
  const dark = await visit('/calm', { colorScheme: 'dark' });
  await dark.getByRole('button', { name: 'Open chat' }).click();
  const background = (page: Page) =>
    page.getByRole('dialog').evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await background(dark)).toBe('rgb(27, 26, 24)');
  await dark.context().close();

  const page = await browser.person();
  await page.route('**/arabic', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><title>x</title><script src="/widget.js" data-key="key" data-locale="ar"></script>',
    }),
  );
  await page.goto(`${api.url}/arabic`);
  const launcher = page.getByRole('button', { name: 'Open chat' });
  expect((await launcher.boundingBox())?.x).toBe(20);
  await launcher.click();
  expect(await page.getByRole('dialog').evaluate((element) => getComputedStyle(element).left)).toBe('20px');
  expect(await background(page)).toBe('rgb(255, 254, 251)');
  await page.context().close();
});
