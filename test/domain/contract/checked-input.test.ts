import { expect, it } from 'vitest';
import { checkedSignal, checkedUpdate } from '../../../domain/contract/checked-input.ts';
import { newId } from '../../../domain/ids.ts';
import { MAX_AGENT_TEXT, MAX_VISITOR_TEXT } from '../../../domain/limits.ts';

const id = newId('msg');
const from = newId('cnv');
const refused = (check: () => unknown) =>
  expect(check).toThrow(expect.objectContaining({ code: 'bad_input' }));

it('takes what a visitor wrote, in text that can be stored', () => {
  expect(checkedSignal('customerMessage', { id, text: ' Hel\0lo ' })).toEqual({ id, text: 'Hello' });
});

it.each([
  ['nothing', { id, text: ' ' }],
  ['more than the limit', { id, text: 'x'.repeat(MAX_VISITOR_TEXT + 1) }],
  ['an id of another kind', { id: from, text: 'Hello' }],
  ['a field that nobody knows', { id, text: 'Hello', agentId: newId('agt') }],
])('refuses a visitor’s message with %s', (_what, input) => {
  refused(() => checkedSignal('customerMessage', input));
});

it('takes a reply that says something or brings a file, and says what is missing in one that does neither', () => {
  const attachments = [newId('att')];
  expect(checkedUpdate('reply', { id, text: '', seenSeq: 1, attachments })).toMatchObject({ attachments });
  refused(() => checkedUpdate('reply', { id, text: 'x'.repeat(MAX_AGENT_TEXT + 1), seenSeq: 1 }));
  expect(() => checkedUpdate('reply', { id, text: ' ', seenSeq: 1 })).toThrow('Write something first');
});

const news = { id, from, move: newId('msg'), agentId: null, why: 'merged' };
const standing = { status: 'open', handler: { by: 'assistant' }, assignee: null, escalation: null };

it('takes what a merge brings, and refuses a standing that no conversation can have', () => {
  const bringing = { standing, unanswered: true };
  expect(checkedSignal('takeMessages', { ...news, bringing })).toEqual({ ...news, bringing });
  const impossible = { ...bringing, standing: { ...standing, handler: { by: 'nobody' } } };
  refused(() => checkedSignal('takeMessages', { ...news, bringing: impossible }));
  refused(() => checkedSignal('takeMessages', { ...news, bringing: null, undelivered: { how: 'lost' } }));
});

it('refuses an agent’s answer by mail that asks for what there is not', () => {
  const mailContext = { seenSeq: 3, does: 'note', reason: null };
  const answer = { id, agentId: newId('agt'), text: 'Hello' };
  expect(checkedSignal('agentReply', { ...answer, mailContext })).toEqual({ ...answer, mailContext });
  refused(() => checkedSignal('agentReply', { ...answer, mailContext: { ...mailContext, does: 'merge' } }));
});
