import { expect, it } from 'vitest';
import { gistOf } from '../../../domain/notices/gist.ts';
import { shownAddress } from '../../../domain/notices/webhook-address.ts';
import { pushPayload } from '../../../domain/notices/push-payload.ts';
import { WEBHOOK_KINDS, webhookPayload } from '../../../domain/notices/webhook-payload.ts';

const url = 'https://support.acme.example/conversations/cnv_1';
const hostile = '<!channel> @everyone [click](https://evil.example) **loud** & www.evil.example';
const words = { project: 'Acme', customer: 'Kim <@U123>', gist: hostile, again: false, url };

it.each(WEBHOOK_KINDS)('makes neither mention nor link of a stranger’s words for %s', (kind) => {
  const text = JSON.stringify(webhookPayload(kind, words));
  expect(text).not.toMatch(/@everyone|@U123|:\/\/evil|www\.evil/);
  expect(text).toContain(url);
});

it('says that it was escalated again, where it was', () => {
  for (const kind of WEBHOOK_KINDS) {
    expect(JSON.stringify(webhookPayload(kind, { ...words, again: true }))).toContain('Escalated again: Kim');
    expect(JSON.stringify(webhookPayload(kind, words))).not.toContain('again');
  }
  const { title } = pushPayload({ ...words, customer: 'Kim', again: true }, 'cnv_1');
  expect(title).toBe('Escalated again: Kim · Acme');
});

it('escapes what Slack and Discord would read', () => {
  expect(webhookPayload('slack', words).text).toContain('&lt;!channel&gt;');
  expect(webhookPayload('discord', words)).toMatchObject({ allowed_mentions: { parse: [] }, flags: 4 });
  expect(webhookPayload('discord', words).content).toContain('\\*\\*loud\\*\\*');
});

it('is a card that Teams takes, without Markdown in it', () => {
  const { type, attachments } = webhookPayload('teams', words) as {
    type: string;
    attachments: { contentType: string; content: { type: string; body: { type: string }[] } }[];
  };
  expect(type).toBe('message');
  expect(attachments[0]).toMatchObject({ contentType: 'application/vnd.microsoft.card.adaptive' });
  expect(attachments[0]?.content.body.map((part) => part.type)).toEqual(['RichTextBlock', 'RichTextBlock']);
});

it('says what it is about in a line', () => {
  expect(gistOf({ said: 'My\n\ninvoice  is wrong.', reason: null })).toBe('My invoice is wrong.');
  expect(gistOf({ said: 'x'.repeat(500), reason: null })).toHaveLength(120);
  expect(gistOf({ said: null, reason: 'Wants a refund' })).toBe('Wants a refund');
  expect(gistOf({ said: null, reason: '' })).toBe('Asks for a person.');
});

it('shows of a webhook’s address what is no secret', () => {
  const address = 'https://hooks.slack.com/services/T000/B000/verysecret';
  expect(shownAddress(address)).toBe('hooks.slack.com/…ret');
});
