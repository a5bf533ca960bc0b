import { describe, expect } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { it } from '../../support/browser/widget-page.ts';

describe('the conversation', () => {
  it('is there again after a reload, with everything said', async ({ widget }) => {
    const { page, conversation } = widget;
    await widget.open();
    await widget.say('First');
    await widget.arrived();
    conversation.agentSays('Second');
    await widget.sees('Second');
    await page.reload();
    await widget.button('Open chat').click();
    await widget.sees('Second');
    expect(await widget.log.innerText()).toMatch(/First[^]*Second/);
    expect(await widget.count('First')).toBe(1);
  });

  it('goes on after dropped connections without a gap or a double', async ({ widget }) => {
    const { api, conversation } = widget;
    await widget.open();
    await widget.say('First');
    for (const text of ['one', 'two', 'three']) {
      await widget.connected();
      api.dropStreams();
      conversation.agentSays(text);
      await widget.sees(text);
    }
    for (const text of ['First', 'one', 'two', 'three']) expect(await widget.count(text)).toBe(1);
  });

  it('holds no connection in a forgotten tab, and catches up when somebody looks again', async ({
    widget,
  }) => {
    const { page, conversation } = widget;
    await widget.open();
    await widget.say('First');
    await widget.connected();
    await widget.setHidden(true);
    await eventually('the connection to end', () => conversation.emitter.listenerCount('update') === 0);
    conversation.agentSays('While you were away');
    await widget.setHidden(false);
    await widget.sees('While you were away');
    expect(await widget.count('While you were away')).toBe(1);
    await page.getByText('Connection lost').waitFor({ state: 'detached' });
  });

  it('tells the team how far somebody read, and only what they had before their eyes', async ({ widget }) => {
    const { page, api, conversation } = widget;
    await widget.open();
    await widget.say('First');
    await widget.connected();
    conversation.agentSays('Seen');
    await eventually('the report', () => api.reads.includes(2));
    await page.evaluate(() => Object.defineProperty(document, 'hidden', { configurable: true, value: true }));
    conversation.agentSays('In a forgotten tab');
    await widget.sees('In a forgotten tab');
    expect(api.reads).toEqual([2]);
    await widget.setHidden(false);
    await eventually('the next report', () => api.reads.includes(3));
  });

  it('shows on the launcher what arrived while it was closed', async ({ widget }) => {
    const { page, conversation } = widget;
    await widget.open();
    await widget.say('First');
    await widget.connected();
    await widget.button('Close chat').click();
    conversation.agentSays('one');
    conversation.agentSays('two');
    await widget.button('Open chat, 2 unread messages').waitFor();
    await page.reload();
    await widget.button('Open chat, 2 unread messages').click();
    await widget.sees('two');
    await widget.button('Close chat').click();
    await page.getByRole('button', { name: 'Open chat', exact: true }).waitFor();
  });

  it('reaches a person, with an address or without', async ({ widget }) => {
    const { page, api } = widget;
    await widget.open();
    expect(await widget.button('Talk to a person').count()).toBe(0);
    await widget.say('Help');
    await widget.button('Talk to a person').click();
    await widget.textbox('Email').fill('not an address');
    await widget.textbox('Email').press('Enter');
    await page.getByText('This does not look like an email address.').waitFor();
    expect(api.escalations).toEqual([]);
    await widget.button('Without email').click();
    await widget.sees('The team was asked to join');
    await widget.button('Talk to a person').click();
    await widget.textbox('Email').fill('casey@example.com');
    await widget.textbox('Email').press('Enter');
    await page.getByText('The team answers here and by email to casey@example.com.').waitFor();
    await expect.poll(() => api.escalations.map(({ email }) => email)).toEqual([null, 'casey@example.com']);
    expect(await widget.button('Talk to a person').count()).toBe(0);
  });

  it('asks for an address when the assistant asked for a person', async ({ widget }) => {
    const { page, conversation } = widget;
    await widget.open();
    await widget.say('Help');
    await widget.arrived();
    conversation.escalate(null);
    await widget.textbox('Email').fill('casey@example.com');
    await widget.button('Leave email').click();
    await page.getByText('by email to casey@example.com').waitFor();
  });

  it('says that it was closed, and goes on when somebody writes again', async ({ widget }) => {
    const { conversation } = widget;
    await widget.open();
    await widget.say('First');
    await widget.arrived();
    conversation.happen('closed', { status: 'closed' });
    await widget.sees('This conversation was closed');
    await widget.say('One more thing');
    await widget.sees('The conversation goes on');
  });

  it('says when it is offline and sends when it is back', async ({ widget }) => {
    const { page } = widget;
    await widget.open();
    await page.context().setOffline(true);
    await page.getByText('You are offline').waitFor();
    await widget.say('Later');
    await widget.log.getByText('Not sent yet, retrying').waitFor();
    await page.context().setOffline(false);
    await widget.arrived();
    await page.getByText('You are offline').waitFor({ state: 'detached' });
  });

  it('says how soon people usually answer once they have it', async ({ widget }) => {
    const { page, conversation } = widget;
    conversation.replies = { count: 2, unit: 'hour' };
    await widget.open();
    await widget.say('Is anybody there?');
    await widget.arrived();
    conversation.happen('escalated', { handler: 'agent', escalated: true });
    await page.getByText('The team usually answers within 2 hours').waitFor();
  });

  it('says when people are back, and asks for the address to answer to', async ({ widget }) => {
    const { page, conversation } = widget;
    const inAWhile = new Date(Date.now() + 26 * 3_600_000);
    conversation.backAt = inAWhile.toISOString();
    await widget.open();
    const day = inAWhile.toLocaleDateString('en', { weekday: 'long' });
    await page.getByText(`People are back ${day}`).waitFor();
    await widget.say('Is anybody there?');
    await widget.arrived();
    await widget.button('Talk to a person').click();
    await page.getByText(`Nobody is here now; people are back ${day}`).waitFor();
    await widget.textbox('Email').fill('casey@example.com');
    await widget.button('Ask the team').click();
    await page.getByText('by email to casey@example.com').waitFor();
  });

  it('works where storage is forbidden', async ({ widget }) => {
    const { page, conversation } = widget;
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await widget.open();
    await widget.say('Hello');
    await widget.arrived();
    conversation.agentSays('Welcome');
    await widget.sees('Welcome');
  });
});
