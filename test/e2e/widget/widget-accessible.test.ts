import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { serveHostPage } from '../../support/browser/host-page.ts';
import { it, type WidgetPage } from '../../support/browser/widget-page.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  nodes: { html: string }[];
}
declare global {
  interface Window {
    axe: { run(): Promise<{ violations: Violation[] }> };
  }
}

/** What axe finds on the whole page, rules of the best practice included. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => window.axe.run());
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const SITE = (api: string) => `<!doctype html><html lang="en"><head><title>A shop</title></head><body>
<header><a href="#lamp">A shop</a></header><main id="lamp"><h1>A lamp</h1><p>It shines.</p></main><footer>The end</footer>
<script async src="${api}/widget.js" data-key="key"></script></body></html>`;

/** @returns what ends the site. */
async function openOnSite({ page, api }: WidgetPage): Promise<AsyncDisposable> {
  const host = await serveHostPage(SITE(api.url));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(host.url);
  await page.getByRole('button', { name: 'Open chat' }).waitFor();
  return host;
}

async function fill(widget: WidgetPage): Promise<void> {
  const { conversation, page, api } = widget;
  await widget.button('Open chat').click();
  await widget.say('How?');
  await widget.arrived();
  const draft = conversation.draft();
  draft.piece('# Off\n\nTurn **it** off:\n\n- once\n- twice\n\n> as `quoted`');
  draft.finish([{ title: 'Power', heading: 'Off and on' }]);
  conversation.agentSays('By mail, too', { channel: 'email' });
  conversation.escalate(null);
  await widget.sees('The team was asked to join');
  api.faults.push('too_large');
  await widget.say('Too much');
  await widget.log.getByText('This is too large.').waitFor();
  await widget.textbox('Email').fill('nonsense');
  await page.getByRole('button', { name: 'Leave email' }).click();
  await page.getByText('This does not look like').waitFor();
}

/** Everything that is pressed is at least this wide and high, in CSS pixels. */
const TARGET = 24;

const targets = (page: Page) =>
  page.evaluate((least) => {
    const root = document.querySelector('throughline-widget')!.shadowRoot!;
    const small = [...root.querySelectorAll('button, input, textarea')].filter((each) => {
      const { width, height } = each.getBoundingClientRect();
      return width > 0 && (width < least || height < least);
    });
    return small.map((each) => each.outerHTML);
  }, TARGET);

describe('a page with the widget', () => {
  it.for(['light', 'dark'] as const)(
    'breaks no rule of accessibility, closed and open (%s)',
    async (colorScheme, { widget }) => {
      await widget.page.emulateMedia({ colorScheme });
      await using _site = await openOnSite(widget);
      expect(await violations(widget.page)).toEqual([]);
      await fill(widget);
      expect(await violations(widget.page)).toEqual([]);
      expect(await targets(widget.page)).toEqual([]);
    },
  );
});

describe('what was said', () => {
  const windows = [
    { what: 'a phone whose keyboard is open', width: 390, height: 450 },
    { what: 'a window at twice its size', width: 700, height: 450 },
    { what: 'a small phone', width: 320, height: 480 },
  ];

  it.for(windows)('keeps half of $what', async ({ width, height }, { widget }) => {
    await widget.page.setViewportSize({ width, height });
    await using _site = await openOnSite(widget);
    await fill(widget);
    await widget.textbox('Message').fill('A long thought\n'.repeat(12));
    const shown = await widget.log.evaluate((log) => log.getBoundingClientRect().height);
    expect(shown).toBeGreaterThanOrEqual(height / 2);
    await widget.button('Send').click();
    await widget.arrived(5);
  });

  it('stays above a keyboard that covers the window without making it smaller', async ({ widget }) => {
    await widget.page.setViewportSize({ width: 390, height: 844 });
    await widget.page.addInitScript(() => {
      const view = Object.assign(new EventTarget(), { height: 844, offsetTop: 0, scale: 1 });
      Object.defineProperty(window, 'visualViewport', { value: view });
    });
    await widget.open();
    await widget.page.evaluate(() => {
      Object.assign(window.visualViewport!, { height: 450 });
      window.visualViewport!.dispatchEvent(new Event('resize'));
    });
    await expect
      .poll(() => widget.page.getByRole('dialog').boundingBox())
      .toEqual({ x: 0, y: 0, width: 390, height: 450 });
    const box = await widget.textbox('Message').boundingBox();
    expect(box!.y + box!.height).toBeLessThan(450);
  });

  it('runs in the direction of its words, lists and quotations too', async ({ widget }) => {
    const { conversation, page } = widget;
    await widget.open();
    await widget.say('מתי אתם פתוחים?');
    await widget.arrived();
    conversation.agentSays('- ראשון\n- שני\n\n> ציטוט\n\nEnglish');
    await widget.sees('ציטוט');
    const directions = await page.evaluate(() => {
      const root = document.querySelector('throughline-widget')!.shadowRoot!;
      const of = (selector: string) =>
        [...root.querySelectorAll(selector)].map((each) => getComputedStyle(each).direction);
      return [of('.plain'), of('ul'), of('blockquote'), of('.agent .words > p')];
    });
    expect(directions).toEqual([['rtl'], ['rtl'], ['rtl'], ['ltr']]);
  });
});
