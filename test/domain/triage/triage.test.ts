import { expect, it } from 'vitest';
import { commands } from '../../../domain/commands/commands.ts';
import { nextBatch } from '../../../domain/conversation/next-batch.ts';
import { newConversation, upgraded, type ConversationState } from '../../../domain/conversation/state.ts';
import { newId } from '../../../domain/ids.ts';
import { toVisitorMessage } from '../../../domain/inbox/visitor-view.ts';
import { sendNow } from '../../../domain/replies/undo-send.ts';
import { customerMessage } from '../../../domain/signals/customer-message.ts';
import { escalate } from '../../../domain/signals/escalate.ts';
import { hueOf, tagsOf, type Tag } from '../../../domain/triage/tag.ts';
import { snoozeDue } from '../../../domain/triage/snooze.ts';

const at = '2026-01-01T12:00:00.000Z';
const monday = '2026-01-05T09:00:00.000Z';
const ana = newId('agt');
const by = { agentId: ana, at };

function begin(parts: Partial<Pick<ConversationState, 'status' | 'handler' | 'assignee'>> = {}) {
  return newConversation({
    conversationId: newId('cnv'),
    projectId: newId('prj'),
    channel: 'widget',
    customerEmail: null,
    lastSeq: 0,
    status: 'open',
    handler: { by: 'agent', agentId: ana },
    assignee: ana,
    escalation: null,
    ...parts,
  });
}
const snooze = (state: ConversationState, until: string | null = monday) =>
  commands.snooze(state, { id: newId('msg'), until }, by);
const writes = (state: ConversationState) => customerMessage(state, { id: newId('msg'), text: 'Hello?' }, at);
const events = (state: ConversationState) => state.unrecorded.flatMap(({ event }) => event?.kind ?? []);
const wakes = (state: ConversationState, until = monday) =>
  snoozeDue(state, { id: newId('msg'), until, at: until });

it('what is snoozed comes back at its moment, and says why', () => {
  const state = begin();
  expect(snooze(state).status).toBe('snoozed');
  expect(nextBatch(state, () => newId('dft')).triage?.snoozedUntil).toBe(monday);
  wakes(state);
  expect(state.status).toBe('open');
  expect(state.unrecorded.at(-1)).toMatchObject({
    audience: 'team',
    author: { by: 'system' },
    event: { kind: 'snoozeEnded', until: monday, because: 'time' },
  });
  expect(nextBatch(state, () => newId('dft')).triage?.snoozedUntil).toBeNull();
});

it('a customer who answers wakes it at once, also one that was snoozed until then', () => {
  for (const until of [monday, null]) {
    const state = begin();
    snooze(state, until);
    writes(state);
    expect(state.status).toBe('open');
    expect(state.unrecorded.map(({ event }) => event)).toContainEqual({
      kind: 'snoozeEnded',
      until,
      because: 'customer',
    });
    const count = state.unrecorded.length;
    wakes(state);
    expect(state.unrecorded).toHaveLength(count);
  }
});

it('a customer who asks for a person again wakes it', () => {
  const state = begin();
  snooze(state);
  escalate(state, { id: newId('msg'), reason: null, email: null }, at);
  expect(state.status).toBe('open');
});

it('what the assistant had comes back to a person', () => {
  const state = begin({ handler: { by: 'assistant' }, assignee: null });
  writes(state);
  expect(snooze(state).handler).toEqual({ by: 'assistant' });
  expect(state).toMatchObject({ answerWanted: false, draftId: null });
  wakes(state);
  expect(state).toMatchObject({ status: 'open', handler: { by: 'agent', agentId: null } });
});

it('a snooze taken back leaves it as it was, also when it was changed in between', () => {
  const state = begin({ status: 'waiting' });
  snooze(state);
  snooze(state, null);
  commands.unsnooze(state, { id: newId('msg') }, by);
  expect(state.status).toBe('waiting');
  commands.unsnooze(state, { id: newId('msg') }, by);
  expect(events(state)).toEqual(['snoozed', 'snoozed', 'unsnoozed']);
});

it('an older moment does not end a newer snooze', () => {
  const state = begin();
  snooze(state, '2026-01-02T09:00:00.000Z');
  snooze(state);
  wakes(state, '2026-01-02T09:00:00.000Z');
  expect(state.status).toBe('snoozed');
});

it('whoever takes over or closes what is snoozed has it awake or closed', () => {
  const taken = begin();
  snooze(taken);
  expect(commands.takeOver(taken, { id: newId('msg') }, by).status).toBe('open');
  const closed = begin();
  snooze(closed);
  expect(commands.close(closed, { id: newId('msg') }, by).status).toBe('closed');
  wakes(closed);
  expect(closed.status).toBe('closed');
});

it('a reply that was snoozed right after it was written leaves, and does not wake it', () => {
  const state = begin();
  const id = newId('msg');
  const times = { undoSeconds: 60, readSeconds: null };
  commands.reply(state, { id, text: 'I will look.', seenSeq: 0, times }, by);
  snooze(state);
  sendNow(state, id, at);
  expect(state.status).toBe('snoozed');
  commands.unsnooze(state, { id: newId('msg') }, by);
  expect(state.status).toBe('waiting');
});

it('spam is closed, wakes nobody, is answered by nobody, and becomes what it was when that is undone', () => {
  const state = begin({ handler: { by: 'assistant' }, assignee: null });
  writes(state);
  expect(commands.markSpam(state, { id: newId('msg') }, by).status).toBe('closed');
  writes(state);
  escalate(state, { id: newId('msg'), reason: null, email: null }, at);
  expect(state).toMatchObject({ status: 'closed', answerWanted: false, escalation: null });
  expect(nextBatch(state, () => newId('dft')).triage?.spam).toBe(true);
  expect(commands.unmarkSpam(state, { id: newId('msg') }, by).status).toBe('open');
  expect(state.spam).toBeNull();
});

it('tags and priority are kept once, and leave a line for the team alone each time they change', () => {
  const state = begin();
  const tagId = newId('tag');
  const tag = { tagId, tagName: 'Late' };
  commands.addTag(state, { id: newId('msg'), ...tag }, by);
  commands.addTag(state, { id: newId('msg'), ...tag }, by);
  commands.setPriority(state, { id: newId('msg'), priority: 'high' }, by);
  commands.setPriority(state, { id: newId('msg'), priority: 'high' }, by);
  commands.rename(state, { id: newId('msg'), subject: 'A late\norder' }, by);
  expect(state).toMatchObject({ tags: [tagId], priority: 'high' });
  expect(events(state)).toEqual(['tagged', 'prioritised', 'renamed']);
  expect(state.unrecorded.at(-1)?.event).toEqual({ kind: 'renamed', agentId: ana, subject: 'A late order' });
  expect(state.unrecorded.every(({ audience }) => audience === 'team')).toBe(true);
  commands.removeTag(state, { id: newId('msg'), ...tag }, by);
  expect(state.tags).toEqual([]);
});

it('a visitor hears of none of it', () => {
  const state = begin();
  snooze(state);
  writes(state);
  const told = state.unrecorded
    .filter(({ event }) => event)
    .map((entry) => toVisitorMessage({ ...entry } as never));
  expect(told).toEqual([null, null]);
});

it('a state of before there were tags goes on without any', () => {
  const { tags: _tags, snooze: _snooze, spam: _spam, priority: _priority, ...older } = begin();
  expect(upgraded(older)).toMatchObject({ tags: [], snooze: null, spam: null, priority: 'normal' });
});

it('a merged tag is its target, a deleted one is nothing, and each is there once', () => {
  const tag = (name: string, merged: Tag['merged'] = []): Tag => ({ id: newId('tag'), name, hue: 1, merged });
  const gone = newId('tag');
  const old = newId('tag');
  const [late, paid] = [tag('Late', [old]), tag('Paid')];
  expect(tagsOf([gone, paid.id, old, late.id], [paid, late])).toEqual([late, paid]);
});

it('a new tag has the same colour wherever its name is typed', () => {
  expect(hueOf('Refund')).toBe(hueOf('refund'));
  expect(new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(hueOf)).size).toBeGreaterThan(3);
});
