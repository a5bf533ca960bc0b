import { describe, expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import { INBOX_LANES } from '../../../domain/inbox/views.ts';
import { customerName, initials } from '../../../web/app/customer-name.ts';
import { belongsTo } from '../../../web/app/lane.ts';
import { neighbour, stepOf } from '../../../web/inbox/list-keys.ts';
import { previewText, subjectBeside } from '../../../web/app/preview-text.ts';
import { appendPage, placeRow } from '../../../web/app/list/place-row.ts';
import { minute, row } from './rows.ts';

const me = newId('agt');
const older = row({ id: 'cnv_older', lastMessageAt: minute(1) });
const newer = row({ id: 'cnv_newer', lastMessageAt: minute(5) });
const here = { belongs: true, complete: true, begins: true, open: null };

describe('the list of conversations', () => {
  it('puts a conversation with a new message on top', () => {
    const changed = { ...older, revision: 2, lastMessageAt: minute(9) };
    expect(placeRow([newer, older], changed, here)).toEqual([changed, newer]);
  });
  it('orders messages of the same moment as the database does', () => {
    const twin = row({ id: 'cnv_zzz', lastMessageAt: minute(5) });
    expect(placeRow([newer, older], twin, here).map(({ id }) => id)).toEqual([
      'cnv_zzz',
      'cnv_newer',
      'cnv_older',
    ]);
  });
  it('keeps what was escalated again above newer ones', () => {
    const risen = { ...older, revision: 2, escalatedAgain: true };
    expect(placeRow([newer, older], risen, here)).toEqual([risen, newer]);
    const newest = row({ id: 'cnv_newest', lastMessageAt: minute(9) });
    expect(placeRow([risen, newer], newest, here)).toEqual([risen, newest, newer]);
  });
  it('ignores news that is older than what it shows', () => {
    const known = { ...older, revision: 4, preview: 'new' };
    expect(placeRow([known], { ...older, revision: 3, preview: 'old' }, here)).toEqual([known]);
  });
  it('lets go of a conversation that left the lane', () => {
    expect(placeRow([newer, older], { ...newer, revision: 2 }, { ...here, belongs: false })).toEqual([older]);
  });
  it('keeps the open conversation in its place while an agent works in it', () => {
    const answered = { ...newer, revision: 2, status: 'waiting' as const };
    const place = { belongs: false, complete: true, begins: true, open: newer.id };
    expect(placeRow([newer, older], answered, place)).toEqual([answered, older]);
  });
  it('leaves a row that belongs below the loaded part to its page', () => {
    const oldest = row({ id: 'cnv_oldest', lastMessageAt: minute(0) });
    expect(placeRow([newer, older], oldest, { ...here, complete: false })).toEqual([newer, older]);
    expect(placeRow([newer, older], oldest, here)).toEqual([newer, older, oldest]);
  });
  it('leaves a row that belongs above the held part to whoever goes back there', () => {
    const newest = row({ id: 'cnv_newest', lastMessageAt: minute(9) });
    const inside = { ...here, begins: false };
    expect(placeRow([newer, older], newest, inside)).toEqual([newer, older]);
    expect(placeRow([newer, older], { ...older, revision: 2, lastMessageAt: minute(9) }, inside)).toEqual([
      newer,
    ]);
    const read = { ...newer, revision: 2, unread: false };
    expect(placeRow([newer, older], read, inside)).toEqual([read, older]);
  });
  it('does not repeat a row that moved between two pages', () => {
    expect(appendPage([newer], [newer, older])).toEqual([newer, older]);
  });
});

describe('lanes', () => {
  const lanesOf = (parts: Partial<typeof older>) =>
    INBOX_LANES.filter((lane) => belongsTo(lane, { ...older, ...parts }, me));

  it('show a conversation where the database would', () => {
    expect(lanesOf({ parked: true })).toEqual(['attention', 'unassigned', 'parked', 'all']);
    expect(lanesOf({})).toEqual(['attention', 'unassigned', 'all']);
    expect(lanesOf({ assignee: me })).toEqual(['attention', 'mine', 'all']);
    expect(lanesOf({ status: 'waiting', assignee: me })).toEqual(['mine', 'waiting', 'all']);
    expect(lanesOf({ handler: { by: 'assistant' } })).toEqual(['assistant', 'all']);
    expect(lanesOf({ status: 'closed', assignee: me })).toEqual(['closed', 'all']);
  });
  it('show nothing before anything was said', () => {
    expect(lanesOf({ lastSeq: 0 })).toEqual([]);
  });
});

it('names a customer by what is known', () => {
  const id = 'cnv_0123456789abcdef' as const;
  expect(customerName({ id, customer: { name: 'Kim Lee', email: 'kim@example.org' } })).toBe('Kim Lee');
  expect(customerName({ id, customer: { name: null, email: 'kim@example.org' } })).toBe('kim@example.org');
  expect(customerName({ id, customer: null })).toBe('Visitor cdef');
  expect([initials('Kim Lee'), initials('kim.lee@example.org'), initials('ana'), initials('')]).toEqual([
    'KL',
    'KL',
    'A',
    '?',
  ]);
});

it('shows a message in one line of plain words', () => {
  expect(previewText('The **yearly** plan: run `npm i`, see [Billing](https://a.example)')).toBe(
    'The yearly plan: run npm i, see Billing',
  );
});

describe('the keyboard', () => {
  it('moves with the arrows inside the list', () => {
    expect([stepOf('ArrowDown'), stepOf('ArrowUp'), stepOf('j')]).toEqual([1, -1, 0]);
  });
  it('goes on from the focus, else from the open conversation, else from the top', () => {
    const items = ['a', 'b', 'c'];
    expect(neighbour(items, { focused: 'b', current: 'a', step: 1 })).toBe('c');
    expect(neighbour(items, { focused: null, current: 'b', step: -1 })).toBe('a');
    expect(neighbour(items, { focused: null, current: null, step: 1 })).toBe('a');
    expect(neighbour(items, { focused: 'c', current: null, step: 1 })).toBe('c');
    expect(neighbour([], { focused: null, current: null, step: 1 })).toBeNull();
  });
});

it('says what a conversation is about, unless its last words do', () => {
  expect(subjectBeside({ subject: 'My bicycle', preview: 'When does it come?' })).toBe('My bicycle');
  expect(subjectBeside({ subject: 'My bill is wrong…', preview: 'My bill is wrong, please' })).toBe('');
  expect(subjectBeside({ subject: 'My bicycle', preview: '' })).toBe('');
});
