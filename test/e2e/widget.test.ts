import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { ScriptedConversation } from '../support/scripted-conversation.ts';
import { startScriptedVisitorApi, type ScriptedVisitorApi } from '../support/scripted-visitor-api.ts';
import { log, readLog, sees } from './story.ts';

let browser: TestBrowser;
let conversation: ScriptedConversation;
let api: ScriptedVisitorApi;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser[Symbol.asyncDispose]());
beforeEach(async () => {
  conversation = new ScriptedConversation();
  api = await startScriptedVisitorApi(conversation);
  page = await browser.person();
});
afterEach(async () => {
  await page.context().close();
  await api.stop();
});

const button = (name: string) => page.getByRole('button', { name });
const textbox = (name: string) => page.getByRole('textbox', { name });
const count = (text: string) => log(page).getByText(text, { exact: true }).count();

async function open(path = '/calm'): Promise<void> {
  await page.goto(api.url + path);
  await button('Open chat').click();
  await page.getByRole('dialog', { name: 'Acme Cloud' }).waitFor();
}

async function say(text: string): Promise<void> {
  await textbox('Message').fill(text);
  await button('Send').click();
}

const arrived = (messages = 1) => eventually('the message', () => conversation.messages.length === messages);

/** Drafts are fleeting: whoever is not there yet misses them. */
const connected = () => eventually('a connection', () => conversation.emitter.listenerCount('update') > 0);

describe('answers', () => {
  it('stream in piece by piece, and are announced once, when they are whole', async () => {
    await open();
    await say('How?');
    await page.getByRole('img', { name: 'The assistant is writing' }).waitFor();
    await connected();
    const draft = conversation.draft();
    draft.piece('Turn **it');
    await sees(page, 'Turn **it');
    const busy = () => log(page).getAttribute('aria-busy');
    expect(await busy()).toBe('true');
    draft.piece(' off** and on.');
    await sees(page, 'off');
    const announced = page.locator('[aria-live=polite]');
    expect(await announced.textContent()).toBe('');
    draft.finish([{ title: 'Power', heading: 'Off and on' }]);
    await page.getByRole('list', { name: 'Sources' }).getByText('Off and on').waitFor();
    expect(await busy()).toBe('false');
    expect(await announced.textContent()).toBe('Assistant: Turn it off and on.');
    expect(await count('Turn it off and on.')).toBe(1);
  });

  it('take back what an abandoned draft had shown', async () => {
    await open();
    await say('How?');
    await connected();
    const draft = conversation.draft();
    draft.piece('A wrong beginning');
    await sees(page, 'A wrong beginning');
    draft.withdraw();
    await log(page).getByText('A wrong beginning').waitFor({ state: 'detached' });
    draft.piece('A better one');
    await sees(page, 'A better one');
  });

  it('take back what was withdrawn while the connection was lost', async () => {
    await open();
    await say('How?');
    await connected();
    conversation.draft().piece('Never finished');
    await sees(page, 'Never finished');
    api.dropStreams();
    await log(page).getByText('Never finished').waitFor({ state: 'detached' });
  });

  it('cannot run, fetch or restyle anything', async () => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await open('/demo');
    await say('Hi');
    await arrived();
    conversation.agentSays(
      '![x](http://evil.example/p.png) <img src=x onerror=alert(1)> [l](javascript:alert(1)) <b>b</b>',
    );
    await sees(page, 'onerror=alert(1)');
    expect(await log(page).locator('img, b, a, script, style').count()).toBe(0);
    expect(requests.filter((url) => !url.startsWith(api.url))).toEqual([]);
  });
});

describe('what a visitor says', () => {
  it('is sent again under the same id after an outage and a lost answer, and shows once', async () => {
    await open();
    api.faults.push('unavailable', 'lost');
    await say('Are you there?');
    await log(page).getByText('Not sent yet, retrying').waitFor();
    await button('Retry').click();
    await eventually('three tries', () => api.sends.length === 3);
    await log(page).getByText('Not sent yet, retrying').waitFor({ state: 'detached' });
    expect(new Set(api.sends.map(({ id }) => id)).size).toBe(1);
    expect(await count('Are you there?')).toBe(1);
    expect(conversation.messages).toHaveLength(1);
  });

  it('is retried without anybody asking', async () => {
    await open();
    api.faults.push('unavailable');
    await say('Hello');
    await arrived();
  });

  it('survives a reload before it was accepted', async () => {
    await open();
    await page.route('**/trpc/visitor.send', (route) => route.abort());
    await say('Please keep me');
    await log(page).getByText('Not sent yet, retrying').waitFor();
    await page.unroute('**/trpc/visitor.send');
    await page.reload();
    await arrived();
    await button('Open chat').click();
    await sees(page, 'Please keep me');
    expect(await count('Please keep me')).toBe(1);
  });

  it('is handed back with the words of a refusal, to change or to remove', async () => {
    await open();
    api.faults.push('too_large');
    await say('Too much');
    await log(page).getByText('This is too large.').waitFor();
    await button('Edit').click();
    expect(await textbox('Message').inputValue()).toBe('Too much');
    expect(await count('Too much')).toBe(0);
  });

  it('begins a new session when the old one is gone, and loses nothing', async () => {
    await open();
    await say('First');
    await arrived();
    api.tokens.clear();
    await say('Second');
    await arrived(2);
    const [first, second] = [api.sends[0]!, api.sends.at(-1)!];
    expect(second.text).toBe('Second');
    expect(second.conversationId).not.toBe(first.conversationId);
  });

  it('is neither empty nor longer than the limit', async () => {
    await open();
    await textbox('Message').fill('   \n ');
    expect(await button('Send').isDisabled()).toBe(true);
    await textbox('Message').fill('x'.repeat(4_001));
    await page.getByText('1 too many').waitFor();
    expect(await button('Send').isDisabled()).toBe(true);
    await textbox('Message').fill('x'.repeat(4_000));
    expect(await button('Send').isEnabled()).toBe(true);
  });
});

describe('the conversation', () => {
  it('is there again after a reload, with everything said', async () => {
    await open();
    await say('First');
    await arrived();
    conversation.agentSays('Second');
    await sees(page, 'Second');
    await page.reload();
    await button('Open chat').click();
    await sees(page, 'Second');
    expect(await readLog(page)).toMatch(/First[^]*Second/);
    expect(await count('First')).toBe(1);
  });

  it('goes on after dropped connections without a gap or a double', async () => {
    await open();
    await say('First');
    for (const text of ['one', 'two', 'three']) {
      await connected();
      api.dropStreams();
      conversation.agentSays(text);
      await sees(page, text);
    }
    for (const text of ['First', 'one', 'two', 'three']) expect(await count(text)).toBe(1);
  });

  it('holds no connection in a forgotten tab, and catches up when somebody looks again', async () => {
    await open();
    await say('First');
    await connected();
    const setHidden = (hidden: boolean) =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'hidden', { configurable: true, value });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    await setHidden(true);
    await eventually('the connection to end', () => conversation.emitter.listenerCount('update') === 0);
    conversation.agentSays('While you were away');
    await setHidden(false);
    await sees(page, 'While you were away');
    expect(await count('While you were away')).toBe(1);
    await page.getByText('Connection lost').waitFor({ state: 'detached' });
  });

  it('tells the team how far somebody read, and only what they had before their eyes', async () => {
    await open();
    await say('First');
    await connected();
    conversation.agentSays('Seen');
    await eventually('the report', () => api.reads.includes(2));
    await page.evaluate(() => Object.defineProperty(document, 'hidden', { configurable: true, value: true }));
    conversation.agentSays('In a forgotten tab');
    await sees(page, 'In a forgotten tab');
    expect(api.reads).toEqual([2]);
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, value: false });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await eventually('the next report', () => api.reads.includes(3));
  });

  it('shows on the launcher what arrived while it was closed', async () => {
    await open();
    await say('First');
    await connected();
    await button('Close chat').click();
    conversation.agentSays('one');
    conversation.agentSays('two');
    await button('Open chat, 2 unread messages').waitFor();
    await page.reload();
    await button('Open chat, 2 unread messages').click();
    await sees(page, 'two');
    await button('Close chat').click();
    await page.getByRole('button', { name: 'Open chat', exact: true }).waitFor();
  });

  it('reaches a person, with an address or without', async () => {
    await open();
    expect(await button('Talk to a person').count()).toBe(0);
    await say('Help');
    await button('Talk to a person').click();
    await textbox('Email').fill('not an address');
    await textbox('Email').press('Enter');
    await page.getByText('This does not look like an email address.').waitFor();
    expect(api.escalations).toEqual([]);
    await button('Without email').click();
    await sees(page, 'The team was asked to join');
    await button('Talk to a person').click();
    await textbox('Email').fill('casey@example.com');
    await textbox('Email').press('Enter');
    await page.getByText('The team answers here and by email to casey@example.com.').waitFor();
    expect(api.escalations.map(({ email }) => email)).toEqual([null, 'casey@example.com']);
    expect(await button('Talk to a person').count()).toBe(0);
  });

  it('asks for an address when the assistant asked for a person', async () => {
    await open();
    await say('Help');
    await arrived();
    conversation.escalate(null);
    await textbox('Email').fill('casey@example.com');
    await button('Leave email').click();
    await page.getByText('by email to casey@example.com').waitFor();
  });

  it('says that it was closed, and goes on when somebody writes again', async () => {
    await open();
    await say('First');
    await arrived();
    conversation.happen('closed', { status: 'closed' });
    await sees(page, 'This conversation was closed');
    await say('One more thing');
    await sees(page, 'The conversation goes on');
  });

  it('says when it is offline and sends when it is back', async () => {
    await open();
    await page.context().setOffline(true);
    await page.getByText('You are offline').waitFor();
    await say('Later');
    await log(page).getByText('Not sent yet, retrying').waitFor();
    await page.context().setOffline(false);
    await arrived();
    await page.getByText('You are offline').waitFor({ state: 'detached' });
  });

  it('works where storage is forbidden', async () => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await open();
    await say('Hello');
    await arrived();
    conversation.agentSays('Welcome');
    await sees(page, 'Welcome');
  });
});
