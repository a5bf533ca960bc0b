import { describe, expect } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { serveHostPage } from '../../support/browser/host-page.ts';
import { it, type WidgetPage } from '../../support/browser/widget-page.ts';
import { ask } from '../story.ts';

/** Says something and sees the answer. */
async function talks(widget: WidgetPage): Promise<void> {
  await widget.open();
  await widget.say('How?');
  await widget.arrived();
  widget.conversation.agentSays('Like this');
  await widget.sees('Like this');
  widget.conversation.agentSays('And like that');
  await widget.sees('And like that');
  expect(await widget.count('How?')).toBe(1);
}

const hostPage = (body: string) => `<!doctype html><title>x</title><h1>A page</h1>${body}`;

describe('an answer shows', () => {
  const LACKS = [
    ['AbortSignal.any', 'delete AbortSignal.any'],
    ['AbortSignal.timeout', 'delete AbortSignal.timeout'],
    [
      'streams',
      'delete window.ReadableStream; Object.defineProperty(Response.prototype, "body", { value: null })',
    ],
    ['locks', 'Object.defineProperty(navigator, "locks", { value: undefined })'],
    ['channels between tabs', 'delete window.BroadcastChannel'],
    ['a visual viewport', 'Object.defineProperty(window, "visualViewport", { value: null })'],
    ['what a secure page has', 'delete window.structuredClone; delete Crypto.prototype.randomUUID'],
    ['segments and popovers', 'delete Intl.Segmenter; delete HTMLElement.prototype.showPopover'],
  ] as const;

  it.for(LACKS)('in a browser without %s', async ([, lack], { widget }) => {
    await widget.page.addInitScript(lack);
    await talks(widget);
  });

  it('on a page that replaced fetch by one without a stream', async ({ widget }) => {
    await widget.page.addInitScript(() => {
      const original = window.fetch;
      window.fetch = async (...given) => {
        const response = await original(...given);
        const text = await response.text();
        const { ok, status, headers } = response;
        return {
          ok,
          status,
          headers,
          text: async () => text,
          json: async () => JSON.parse(text) as unknown,
        } as Response;
      };
    });
    await talks(widget);
  });

  it('on a page whose fetch knows no signal', async ({ widget }) => {
    await widget.page.addInitScript(() => {
      const original = window.fetch;
      window.fetch = (input, init) => original(input, { ...init, signal: null });
    });
    await talks(widget);
  });

  it('behind a proxy that holds streams back', async ({ widget }) => {
    await widget.page.route('**/visitor.events*', () => {});
    await talks(widget);
  });
});

describe('a frame that may not submit forms', () => {
  const frames = ['allow-scripts allow-same-origin', 'allow-scripts'];

  it.for(frames)('sends by the button and takes an address (%s)', async (sandbox, { widget }) => {
    const { page, api, conversation } = widget;
    await using host = await serveHostPage(
      hostPage(`<iframe title="Help" sandbox="${sandbox}" src="${api.url}/calm" width="700" height="700">`),
    );
    await page.goto(host.url);
    const frame = page.frameLocator('iframe');
    await frame.getByRole('button', { name: 'Open chat' }).click();
    await frame.getByRole('textbox', { name: 'Message' }).fill('Hello');
    await frame.getByRole('button', { name: 'Send' }).click();
    await eventually('the message', () => conversation.messages.length === 1);
    await frame.getByRole('button', { name: 'Talk to a person' }).click();
    await frame.getByRole('textbox', { name: 'Email' }).fill('kim@example.com');
    await frame.getByRole('button', { name: 'Ask the team' }).click();
    await frame.getByText('by email to kim@example.com').waitFor();
  });
});

describe('an input method', () => {
  const endings = [229, 13];

  it.for(endings)('ends its composition with Enter and sends nothing (%s)', async (keyCode, { widget }) => {
    await widget.open();
    const box = widget.textbox('Message');
    await box.fill('自転車');
    const endedAt = await box.evaluate((element, code) => {
      const common = { bubbles: true, composed: true };
      element.dispatchEvent(new CompositionEvent('compositionstart', common));
      element.dispatchEvent(new CompositionEvent('compositionend', { ...common, data: '自転車' }));
      const key = { key: 'Enter', keyCode: code, which: code, isComposing: false, cancelable: true };
      element.dispatchEvent(new KeyboardEvent('keydown', { ...common, ...key }));
      return performance.now();
    }, keyCode);
    expect(await box.inputValue()).toBe('自転車');
    expect(widget.api.sends).toEqual([]);
    await widget.page.waitForFunction((at) => performance.now() - at > 100, endedAt);
    await box.press('Enter');
    await widget.arrived();
    expect(widget.conversation.messages[0]?.text).toBe('自転車');
  });
});

describe('the key', () => {
  const tags = (api: string) => ({
    'in the address': `const script = document.createElement('script'); script.async = true; script.src = '${api}/widget.js?key=key'; document.head.append(script);`,
    'in the address, of a script that is taken away at once': `const script = document.createElement('script'); script.src = '${api}/widget.js?key=key'; document.head.append(script); script.remove();`,
    'beside a module': `const script = document.createElement('script'); script.type = 'module'; script.src = '${api}/widget.js'; script.dataset.key = 'key'; document.head.append(script);`,
    'in the address of a module': `const script = document.createElement('script'); script.type = 'module'; script.src = '${api}/widget.js?locale=de&key=key'; document.head.append(script);`,
  });

  it.for(Object.keys(tags('')) as (keyof ReturnType<typeof tags>)[])(
    'may stand %s',
    async (where, { widget }) => {
      const { page, api, conversation } = widget;
      await using host = await serveHostPage(hostPage(`<script>${tags(api.url)[where]}</script>`));
      await page.goto(host.url);
      await widget.button('Open chat').click();
      await ask(page, 'Hello');
      await eventually('the message', () => conversation.messages.length === 1);
    },
  );

  it('is nowhere: nothing is drawn, and nothing is broken', async ({ widget }) => {
    const { page, api } = widget;
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    const evaluated = `fetch('${api.url}/widget.js').then((file) => file.text()).then((code) => { (0, eval)(code); document.title = 'done'; })`;
    await using host = await serveHostPage(hostPage(`<script>${evaluated}</script>`));
    await page.goto(host.url);
    await eventually('the script to have run', async () => (await page.title()) === 'done');
    expect(await page.locator('throughline-widget').count()).toBe(0);
    expect(errors).toEqual([]);
  });
});

describe('a visitor who is quick', () => {
  it('waits for nothing: what was too fast is sent by itself, in order', async ({ widget }) => {
    await widget.open();
    const lines = Array.from({ length: 15 }, (_, index) => `Line ${index + 1}`);
    widget.api.faults.push(...Array<'slow_down'>(3).fill('slow_down'));
    for (const line of lines) await widget.say(line);
    await widget.arrived(15);
    expect(widget.conversation.messages.map(({ text }) => text)).toEqual(lines);
  });
});
