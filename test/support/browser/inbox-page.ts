import type { Locator, Page } from 'playwright-core';
import { eventually } from '../eventually.ts';

/** The inbox as a person finds their way in it: by the names a screen reader hears. */
export class InboxPage {
  readonly conversations: Locator;
  readonly heading: Locator;
  readonly log: Locator;
  readonly reply: Locator;
  readonly send: Locator;

  constructor(readonly page: Page) {
    this.conversations = page.getByRole('list', { name: 'Conversations' });
    this.heading = page.getByRole('main').getByRole('heading', { level: 2 }).first();
    this.log = page.getByRole('log', { name: 'Messages' });
    this.reply = page.getByRole('textbox', { name: 'Reply' });
    this.send = page.getByRole('button', { name: 'Send', exact: true });
  }

  async signIn(url: string, who: { email: string; password: string }): Promise<void> {
    await this.page.goto(url);
    await this.page.getByRole('textbox', { name: 'Email' }).fill(who.email);
    await this.page.getByRole('textbox', { name: 'Password' }).fill(who.password);
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await this.page.getByRole('navigation', { name: 'Main' }).waitFor();
  }

  row(text: string | RegExp): Locator {
    return this.conversations.getByRole('listitem').filter({ hasText: text });
  }

  async open(text: string | RegExp): Promise<void> {
    await this.row(text).getByRole('link').click();
    await this.log.waitFor();
  }

  /** Waits until a control, or a text that may have it, has the focus. */
  async focused(place: Locator): Promise<void> {
    await eventually('the focus', () => place.evaluate((element) => element === document.activeElement));
  }

  said(text: string): Locator {
    return this.log.getByText(text, { exact: true });
  }

  lane(name: string | RegExp): Locator {
    return this.page.getByRole('list', { name: 'Lanes' }).locator('visible=true').getByRole('link', { name });
  }
}
