import { expect, it } from 'vitest';
import { BULK_NAMES, type Before } from '../../domain/bulk/bulk.ts';
import { undoOf } from '../../domain/bulk/undo-of.ts';

const ana = 'agt_ana0000000000000';
const ben = 'agt_ben0000000000000';
const bens: Before = { status: 'open', handler: { by: 'agent', agentId: ben }, assignee: ben };
const closed: Before = { ...bens, status: 'closed' };
const assistants: Before = { status: 'open', handler: { by: 'assistant' }, assignee: null };

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
