import { describe, expect } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { it } from '../../support/browser/widget-page.ts';

describe('what a visitor says', () => {
  it('is sent again under the same id after an outage and a lost answer, and shows once', async ({
    widget,
  }) => {
    const { api, conversation } = widget;
    await widget.open();
    api.faults.push('unavailable', 'lost');
    // Its own next try would come within a second, and might be quicker than a press of the button.
    await widget.page.clock.install();
    await widget.page.clock.pauseAt(Date.now() + 1_000);
    await widget.say('Are you there?');
    await widget.log.getByText('Not sent yet, retrying').waitFor();
    await widget.button('Retry').click();
    await widget.page.clock.resume();
    await eventually('three tries', () => api.sends.length === 3);
    await widget.log.getByText('Not sent yet, retrying').waitFor({ state: 'detached' });
    expect(new Set(api.sends.map(({ id }) => id)).size).toBe(1);
    expect(await widget.count('Are you there?')).toBe(1);
    expect(conversation.messages).toHaveLength(1);
  });

  it('is retried without anybody asking', async ({ widget }) => {
    const { api } = widget;
    await widget.open();
    api.faults.push('unavailable');
    await widget.say('Hello');
    await widget.arrived();
  });

  it('has no answer written to it while it waits, however much waits behind it', async ({ widget }) => {
    await widget.open();
    await widget.page.route('**/trpc/visitor.send', (route) => route.abort());
    await widget.say('Nobody has heard this');
    await widget.say('nor this');
    await widget.log.getByText('Not sent yet, retrying').waitFor();
    await widget.log.getByText('Sending…').waitFor();
    expect(await widget.log.getByRole('img').count()).toBe(0);
  });

  it('survives a reload before it was accepted', async ({ widget }) => {
    const { page } = widget;
    await widget.open();
    await page.route('**/trpc/visitor.send', (route) => route.abort());
    await widget.say('Please keep me');
    await widget.log.getByText('Not sent yet, retrying').waitFor();
    await page.unroute('**/trpc/visitor.send');
    await page.reload();
    await widget.arrived();
    await widget.button('Open chat').click();
    await widget.sees('Please keep me');
    expect(await widget.count('Please keep me')).toBe(1);
  });

  it('is handed back with the words of a refusal, to change or to remove', async ({ widget }) => {
    const { api } = widget;
    await widget.open();
    api.faults.push('too_large');
    await widget.say('Too much');
    await widget.log.getByText('This is too large.').waitFor();
    await widget.button('Edit').click();
    expect(await widget.textbox('Message').inputValue()).toBe('Too much');
    expect(await widget.count('Too much')).toBe(0);
  });

  it('begins a new session when the old one is gone, and loses nothing', async ({ widget }) => {
    const { api } = widget;
    await widget.open();
    await widget.say('First');
    await widget.arrived();
    api.tokens.clear();
    await widget.say('Second');
    await widget.arrived(2);
    const [first, second] = [api.sends[0]!, api.sends.at(-1)!];
    expect(second.text).toBe('Second');
    expect(second.conversationId).not.toBe(first.conversationId);
  });

  it('is neither empty nor longer than the limit', async ({ widget }) => {
    const { page } = widget;
    await widget.open();
    await widget.textbox('Message').fill('   \n ');
    expect(await widget.button('Send').isDisabled()).toBe(true);
    await widget.textbox('Message').fill('x'.repeat(4_001));
    await page.getByText('1 too many').waitFor();
    expect(await widget.button('Send').isDisabled()).toBe(true);
    await widget.textbox('Message').fill('x'.repeat(4_000));
    expect(await widget.button('Send').isEnabled()).toBe(true);
  });
});
