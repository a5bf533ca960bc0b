import { expect, it } from 'vitest';
import { BULK_NAMES, type Before } from '../../domain/bulk/bulk.ts';
import { undoOf } from '../../domain/bulk/undo-of.ts';

const ana = 'agt_ana0000000000000';
const ben = 'agt_ben0000000000000';
const untouched = { tags: [], priority: 'normal', snoozedUntil: null, spam: false } as const;
const bens: Before = {
  ...{ status: 'open', handler: { by: 'agent', agentId: ben }, assignee: ben },
  ...{ ...untouched, tags: [] },
};
const closed: Before = { ...bens, status: 'closed' };
const assistants: Before = { ...bens, handler: { by: 'assistant' }, assignee: null };
const until = '2026-12-07T09:00:00.000Z';
const snoozed: Before = { ...bens, status: 'snoozed', snoozedUntil: until };

it('what many are given is what says so of itself', () => {
  expect(BULK_NAMES).toEqual(expect.arrayContaining(['assign', 'close', 'handBack', 'reopen', 'takeOver']));
  expect(BULK_NAMES).not.toContain('reply');
});

it('the undo of a close opens what it closed, and leaves what was closed before', () => {
  expect(undoOf({ name: 'close', input: {} }, bens)).toEqual([{ name: 'reopen', input: {} }]);
  expect(undoOf({ name: 'close', input: {} }, closed)).toEqual([]);
});

it('the undo of opening closes again', () => {
  expect(undoOf({ name: 'reopen', input: {} }, closed)).toEqual([{ name: 'close', input: {} }]);
  expect(undoOf({ name: 'reopen', input: {} }, bens)).toEqual([]);
});

it('the undo of an assignment gives each conversation back to whoever had it', () => {
  const toAna = { name: 'assign', input: { assignee: ana } } as const;
  expect(undoOf(toAna, bens)).toEqual([{ name: 'assign', input: { assignee: ben } }]);
  expect(undoOf(toAna, assistants)).toEqual([{ name: 'assign', input: { assignee: null } }]);
  expect(undoOf(toAna, { ...bens, assignee: ana })).toEqual([]);
});

it('the undo of handing back takes over and gives it to whoever had it', () => {
  expect(undoOf({ name: 'handBack', input: {} }, bens)).toEqual([
    { name: 'takeOver', input: {} },
    { name: 'assign', input: { assignee: ben } },
  ]);
  expect(undoOf({ name: 'handBack', input: {} }, assistants)).toEqual([]);
});

it('the undo of taking over hands the assistant’s back', () => {
  expect(undoOf({ name: 'takeOver', input: {} }, assistants)).toEqual([{ name: 'handBack', input: {} }]);
});

it('the undo of a tag leaves the tags that were there before', () => {
  const tagged = { name: 'addTag', input: { tagId: 'tag_defect0000000000' } } as const;
  expect(undoOf(tagged, bens)).toEqual([{ ...tagged, name: 'removeTag' }]);
  expect(undoOf(tagged, { ...bens, tags: [tagged.input.tagId] })).toEqual([]);
});

it('what slept sleeps again, until the same moment', () => {
  const asleep = { name: 'snooze', input: { until } };
  expect(undoOf({ name: 'snooze', input: { until: null } }, bens)).toEqual([{ name: 'unsnooze', input: {} }]);
  expect(undoOf({ name: 'snooze', input: { until: null } }, snoozed)).toEqual([asleep]);
  expect(undoOf({ name: 'close', input: {} }, snoozed)).toEqual([{ name: 'reopen', input: {} }, asleep]);
});

it('the undo of a priority and of spam is what was', () => {
  const high = { name: 'setPriority', input: { priority: 'high' } } as const;
  expect(undoOf(high, bens)).toEqual([{ name: 'setPriority', input: { priority: 'normal' } }]);
  expect(undoOf({ name: 'markSpam', input: {} }, bens)).toEqual([{ name: 'unmarkSpam', input: {} }]);
  expect(undoOf({ name: 'markSpam', input: {} }, { ...bens, spam: true })).toEqual([]);
});
