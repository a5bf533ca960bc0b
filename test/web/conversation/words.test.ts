import { describe, expect, it } from 'vitest';
import { elapsed, listTime, timeIn, waiting } from '../../../web/app/time.ts';
import { untilRetry } from '../../../web/live/live.ts';
import { autolink } from '../../../domain/text/autolink.ts';
import { browserName } from '../../../web/conversation/page/browser-name.ts';
import { deliveryExplanation, deliveryWords } from '../../../web/conversation/delivery/delivery-words.ts';
import { replyDestination } from '../../../web/conversation/reply/destination.ts';
import { escalationReason, eventWords } from '../../../web/conversation/transcript/event-words.ts';
import { mailNotice } from '../../../web/conversation/mail/notice-words.ts';
import { originsOf } from '../../../web/settings/origins.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const ago = (ms: number) => new Date(now - ms).toISOString();
const MINUTE = 60_000;

describe('time', () => {
  it.each([
    [20_000, 'now'],
    [5 * MINUTE, '5 min'],
    [59 * MINUTE, '59 min'],
    [3 * 60 * MINUTE, '3 h'],
    [50 * 60 * MINUTE, '2 d'],
    [-MINUTE, 'now'],
  ])('%d ms ago is “%s”', (ms, words) => expect(elapsed(ago(ms), now)).toBe(words));

  it('turns to a date after a day', () => {
    expect(listTime(ago(3 * 24 * 60 * MINUTE), now)).toMatch(/29/);
  });
  it('presses more the longer a customer waits', () => {
    expect(waiting(ago(5 * MINUTE), now)).toEqual({ words: 'waits 5 min', urgency: 'fresh' });
    expect(waiting(ago(12 * MINUTE), now).urgency).toBe('late');
    expect(waiting(ago(61 * MINUTE), now).urgency).toBe('veryLate');
  });
  it('knows the visitor’s clock, and that some zones do not exist', () => {
    expect(timeIn('America/Sao_Paulo', now)).toMatch(/9/);
    expect(timeIn('Nowhere/Land', now)).toBeNull();
  });
});

it('waits longer between tries, never longer than a quarter of a minute', () => {
  expect([1, 2, 3].map((attempt) => untilRetry(attempt, () => 1))).toEqual([500, 1_000, 2_000]);
  expect(untilRetry(50, () => 1)).toBe(15_000);
});

describe('a browser in words', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
      'Chrome 126 on Windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
      'Edge 126 on Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      'Safari 17 on iPhone',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0', 'Firefox 127 on Linux'],
    [
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Mobile Safari/537.36',
      'Chrome 125 on Android',
    ],
    ['curl/8.5.0', 'curl/8.5.0'],
    ['', 'Unknown'],
  ])('%s', (userAgent, words) => expect(browserName(userAgent)).toBe(words));
});

describe('links in what a customer wrote', () => {
  const hrefs = (text: string) => autolink(text).flatMap((part) => (part.type === 'link' ? [part.href] : []));

  it('lead to http and https only', () => {
    expect(
      hrefs('javascript:alert(1) data:text/html,x ftp://a.example http://a.example https://b.example'),
    ).toEqual(['http://a.example', 'https://b.example']);
  });
  it('end before the punctuation of the sentence', () => {
    expect(hrefs('See (https://a.example/x), then https://b.example/Foo_(bar).')).toEqual([
      'https://a.example/x',
      'https://b.example/Foo_(bar)',
    ]);
  });
  it('lose no character of the text', () => {
    const text = 'a https://a.example/?q="x" <b>\n\nhttps://b.example.';
    expect(
      autolink(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});

describe('words on the screen', () => {
  it('name every state of a delivery, with its reason where that helps', () => {
    expect(
      ['pending', 'sent', 'delivered', 'bounced'].map((state) => deliveryWords(state as 'sent').label),
    ).toEqual(['Sending', 'Sent', 'Delivered', 'Bounced']);
    const bounced = {
      id: 'dlv_x' as const,
      to: 'kim@example.org',
      state: 'bounced' as const,
      reason: 'No such mailbox.',
    };
    expect(deliveryExplanation(bounced)).toBe('The address did not take this email. No such mailbox.');
    expect(deliveryExplanation({ ...bounced, state: 'delivered', reason: null })).toBeNull();
  });
  it('say where a reply goes before it is sent', () => {
    const agent = { by: 'agent', agentId: null } as const;
    const mailTo = 'a@b.example';
    expect(replyDestination({ mailTo: null, channel: 'widget', handler: agent })).toBe(
      'Only to the chat: no email address known',
    );
    expect(replyDestination({ mailTo, channel: 'widget', handler: agent })).toBe(
      'Goes to a@b.example by email and to the chat',
    );
    expect(replyDestination({ mailTo, channel: 'widget', handler: agent, chatOnly: true })).toBe(
      'Only to the chat: mail is stopped here',
    );
    const suppressed = { reason: 'bounced', detail: '', at: '' } as const;
    expect(replyDestination({ mailTo, channel: 'email', handler: agent, suppressed })).toBe(
      'Reaches nobody: mail is stopped',
    );
    expect(mailNotice({ chatOnly: false, suppressed, mailTo })).toBe(
      'Nothing is mailed to a@b.example: a mail to it bounced.',
    );
    expect(mailNotice({ chatOnly: false, suppressed: null, mailTo })).toBeNull();
    expect(replyDestination({ mailTo, channel: 'email', handler: { by: 'assistant' } })).toBe(
      'Goes to a@b.example by email. Replying takes the conversation over from the assistant.',
    );
  });
  it('tell what happened', () => {
    const nameOf = (id: string) => (id === 'agt_me' ? 'You' : 'Kim');
    expect(eventWords({ kind: 'assigned', agentId: 'agt_kim', assignee: 'agt_me' }, { nameOf, at: 0 })).toBe(
      'Kim assigned it to you',
    );
    expect(eventWords({ kind: 'reopened', agentId: null }, { nameOf, at: 0 })).toBe(
      'Reopened by a new message',
    );
    expect(escalationReason({ reason: '' })).toBeNull();
    expect(escalationReason({ reason: 'Wants a quote' })).toBe('Wants a quote');
  });
  it('take sites one a line, each once', () => {
    expect(originsOf('https://a.example\n\n https://a.example \nhttp://b.example:8080, nonsense')).toEqual([
      'https://a.example',
      'http://b.example:8080',
      'nonsense',
    ]);
  });
});
