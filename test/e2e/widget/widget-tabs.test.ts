import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { it, WidgetPage } from '../../support/browser/widget-page.ts';

/** Another tab of the same browser. */
async function anotherTab(
  widget: WidgetPage,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<WidgetPage> {
  const page = await widget.page.context().newPage();
  await prepare?.(page);
  return new WidgetPage(page, widget.api, widget.conversation);
}

async function sayInBoth(one: WidgetPage, other: WidgetPage): Promise<void> {
  await one.open();
  await other.open();
  await one.say('From the one');
  await one.arrived();
  await other.sees('From the one');
  await other.say('From the other');
  await one.sees('From the other');
}

const conversations = ({ api }: WidgetPage) => new Set(api.sends.map((each) => each.conversationId)).size;

describe('two tabs of one visitor', () => {
  it('are one conversation, live in both, and lose nothing when the first is loaded again', async ({
    widget,
  }) => {
    const other = await anotherTab(widget);
    await sayInBoth(widget, other);
    expect(widget.api.tokens.size).toBe(1);
    expect(conversations(widget)).toBe(1);
    await widget.page.reload();
    await widget.button('Open chat').click();
    for (const text of ['From the one', 'From the other']) {
      await widget.sees(text);
      expect(await widget.count(text)).toBe(1);
      expect(await other.count(text)).toBe(1);
    }
  });

  it('are one visitor also when both begin in the same moment', async ({ widget }) => {
    const other = await anotherTab(widget);
    await widget.open();
    await other.open();
    await Promise.all([widget.say('From the one'), other.say('From the other')]);
    await widget.arrived(2);
    expect(widget.api.tokens.size).toBe(1);
    for (const tab of [widget, other]) {
      await tab.sees('From the one');
      await tab.sees('From the other');
    }
  });

  it('are one visitor where the browser has no locks', async ({ widget }) => {
    const withoutLocks = (page: Page) =>
      page.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }));
    await withoutLocks(widget.page);
    const other = await anotherTab(widget, withoutLocks);
    await sayInBoth(widget, other);
    expect(widget.api.tokens.size).toBe(1);
  });

  it('are one visitor as long as one is open where storage is forbidden', async ({ widget }) => {
    const withoutStorage = (page: Page) =>
      page.addInitScript(() => {
        const forbidden = {
          get() {
            throw new DOMException('denied', 'SecurityError');
          },
        };
        Object.defineProperty(window, 'localStorage', forbidden);
        Object.defineProperty(window, 'sessionStorage', forbidden);
      });
    await withoutStorage(widget.page);
    const other = await anotherTab(widget, withoutStorage);
    await sayInBoth(widget, other);
    expect(widget.api.tokens.size).toBe(1);
    await widget.page.reload();
    await widget.button('Open chat').click();
    await widget.sees('From the other');
  });

  it('show each other what is not sent yet, and send it once', async ({ widget }) => {
    const other = await anotherTab(widget);
    await widget.open();
    await other.open();
    await widget.page.context().setOffline(true);
    await widget.say('Said offline');
    await other.sees('Said offline');
    await other.say('And here');
    await widget.sees('And here');
    await widget.page.context().setOffline(false);
    await widget.arrived(2);
    expect(widget.conversation.messages.map(({ text }) => text)).toEqual(['Said offline', 'And here']);
    for (const tab of [widget, other])
      await eventually(
        'nothing to be unsent',
        async () => (await tab.log.getByText('Not sent yet').count()) === 0,
      );
    expect(await widget.count('Said offline')).toBe(1);
  });

  it('show once what is accepted from elsewhere, before it is recorded and after', async ({ widget }) => {
    await widget.open();
    await widget.say('From here');
    await widget.sees('From here');
    await widget.connected();
    const said = { id: newId('msg'), text: 'From elsewhere', at: new Date().toISOString() };
    widget.conversation.emitter.emit('update', { type: 'arriving', messages: [said] });
    await widget.sees('From elsewhere');
    widget.conversation.customerSays(said.id, said.text);
    widget.conversation.agentSays('I read both.');
    await widget.sees('I read both.');
    expect(await widget.count('From elsewhere')).toBe(1);
    expect(await widget.count('From here')).toBe(1);
  });

  it('keep what each is writing to themselves', async ({ widget }) => {
    const other = await anotherTab(widget);
    await widget.open();
    await other.open();
    await widget.textbox('Message').fill('Half a thought');
    await other.textbox('Message').fill('Another one');
    await other.button('Send').click();
    await widget.sees('Another one');
    await widget.page.reload();
    await widget.button('Open chat').click();
    expect(await widget.textbox('Message').inputValue()).toBe('Half a thought');
  });
});
