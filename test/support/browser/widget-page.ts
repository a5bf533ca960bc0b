import type { Locator, Page } from 'playwright-core';
import { test } from 'vitest';
import { openBrowser, type TestBrowser } from './browser.ts';
import { eventually } from '../eventually.ts';
import { ScriptedConversation } from '../people/scripted-conversation.ts';
import { startScriptedVisitorApi, type ScriptedVisitorApi } from '../people/scripted-visitor-api.ts';

/** A stream that was cut before its first word is taken for one that a proxy holds back, and tried again after a minute. */
const SECOND_STREAM_MS = 150_000;

/** The widget on a page, as a visitor finds their way in it, and the conversation behind it, which a test plays. */
export class WidgetPage {
  readonly log: Locator;

  constructor(
    readonly page: Page,
    readonly api: ScriptedVisitorApi,
    readonly conversation: ScriptedConversation,
  ) {
    this.log = page.getByRole('log', { name: 'Messages' });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name });
  }
  textbox(name: string): Locator {
    return this.page.getByRole('textbox', { name });
  }
  count(text: string): Promise<number> {
    return this.log.getByText(text, { exact: true }).count();
  }

  async open(path = '/calm'): Promise<void> {
    await this.page.goto(this.api.url + path);
    await this.button('Open chat').click();
    await this.page.getByRole('dialog', { name: 'Acme Cloud' }).waitFor();
  }

  async say(text: string): Promise<void> {
    await this.textbox('Message').fill(text);
    await this.button('Send').click();
  }

  async sees(text: string): Promise<void> {
    await this.log.getByText(text).first().waitFor();
  }

  arrived(messages = 1): Promise<true> {
    return eventually('the message', () => this.conversation.messages.length === messages);
  }

  /** Drafts are fleeting: whoever is not there yet misses them. */
  connected(): Promise<true> {
    const isOpen = () => this.conversation.emitter.listenerCount('update') > 0;
    return eventually('a connection', isOpen, SECOND_STREAM_MS);
  }

  async setHidden(hidden: boolean): Promise<void> {
    await this.page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  }
}

/** `it`, with a widget of the test's own. */
export const it = test.extend<{ browser: TestBrowser; widget: WidgetPage }>({
  browser: [
    // eslint-disable-next-line no-empty-pattern -- Vitest reads from the pattern what a fixture needs.
    async ({}, use) => {
      await using browser = await openBrowser();
      await use(browser);
    },
    { scope: 'file' },
  ],
  widget: async ({ browser }, use) => {
    const conversation = new ScriptedConversation();
    const api = await startScriptedVisitorApi(conversation);
    const page = await browser.person();
    await use(new WidgetPage(page, api, conversation));
    await page.context().close();
    await api.stop();
  },
});
