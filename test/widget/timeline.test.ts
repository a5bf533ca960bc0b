import { expect, it } from 'vitest';
import type { VisitorMessage } from '../../domain/message.ts';
import type { Outgoing } from '../../widget/chat/outbox.ts';
import { timelineOf } from '../../widget/chat/timeline.ts';
import { merged as mergeMessages } from '../../domain/inbox/transcript-window.ts';
import { unreadSince } from '../../widget/chat/transcript.ts';

const NOON = Date.parse('2026-01-01T12:00:00Z');
const minute = (count: number) => new Date(NOON + count * 60_000).toISOString();

function said(seq: number, more: Partial<VisitorMessage> = {}): VisitorMessage {
  return {
    id: `msg_${seq}`,
    seq,
    revision: seq,
    channel: 'widget',
    author: { by: 'customer' },
    text: `text ${seq}`,
    citations: [],
    files: [],
    event: null,
    at: minute(0),
    ...more,
  };
}

const outgoing = (id: `msg_${string}`): Outgoing => ({
  id,
  conversationId: 'cnv_1',
  kind: 'message',
  text: id,
  at: minute(1),
  progress: { state: 'sending' },
});

const show = (parts: Partial<Parameters<typeof timelineOf>[0]>) =>
  timelineOf({ messages: [], draft: null, arriving: [], outgoing: [], now: minute(1), ...parts });

it('groups what one speaker says in a row', () => {
  const ana = { by: 'agent', name: 'Ana' } as const;
  const ben = { by: 'agent', name: 'Ben' } as const;
  const messages = [
    said(1),
    said(2),
    said(3, { author: ana }),
    said(4, { author: ben }),
    said(5, { author: ben, at: minute(30) }),
  ];
  expect(show({ messages }).map((item) => item.type === 'group' && item.lines.length)).toEqual([2, 1, 1, 1]);
});

it('names the channel anew when a message came by email', () => {
  const messages = [said(1), said(2, { channel: 'email' })];
  expect(show({ messages }).map((item) => item.type === 'group' && item.channel)).toEqual([
    'widget',
    'email',
  ]);
});

it('shows what another tab said once, whether it is known from there, the outbox or the transcript', () => {
  const arriving = [{ id: 'msg_1', text: 'From the other tab', at: minute(1) } as const];
  const count = (parts: Parameters<typeof show>[0]) =>
    show({ arriving, ...parts }).flatMap((item) => (item.type === 'group' ? item.lines : [])).length;
  expect(count({})).toBe(1);
  expect(count({ outgoing: [outgoing('msg_1')] })).toBe(1);
  expect(count({ messages: [said(1)] })).toBe(1);
  expect(count({ messages: [said(2)], outgoing: [outgoing('msg_3')] })).toBe(3);
});

it('shows a message once, whether it is known from the outbox, the transcript or both', () => {
  const items = show({ messages: [said(1)], outgoing: [outgoing('msg_1'), outgoing('msg_2')] });
  const ids = items.flatMap((item) => (item.type === 'group' ? item.lines.map(({ id }) => id) : []));
  expect(ids).toEqual(['msg_1', 'msg_2']);
});

it('gives a draft the place and the key of the message it becomes', () => {
  const draft = { id: 'dft_2', text: 'grow' } as const;
  const before = show({ messages: [said(1)], draft });
  const after = show({ messages: [said(1), said(2, { author: { by: 'assistant' } })], draft });
  expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
  expect(after).toHaveLength(2);
});

it('merges replayed and live messages into one order without doubles', () => {
  const changed = said(2, { revision: 9, text: 'changed' });
  const merged = mergeMessages([said(1), said(2), said(4)], [said(3), changed, said(1)]);
  expect(merged.map(({ seq, text }) => `${seq} ${text}`)).toEqual([
    '1 text 1',
    '2 changed',
    '3 text 3',
    '4 text 4',
  ]);
  expect(mergeMessages(merged, [said(2)]).find(({ seq }) => seq === 2)?.text).toBe('changed');
});

it('counts as unread what others said and not what happened', () => {
  const messages = [
    said(1, { author: { by: 'assistant' } }),
    said(2),
    said(3, { author: { by: 'agent', name: 'Ana' } }),
    said(4, { author: { by: 'system' }, event: { kind: 'closed' } }),
  ];
  expect(unreadSince(messages, 1).map(({ seq }) => seq)).toEqual([3]);
});
