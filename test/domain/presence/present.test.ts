import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Presences } from '../../../api/streams/presences.ts';
import { newId } from '../../../domain/ids.ts';
import { leaseOf, othersPresent, replyingTo, type Present } from '../../../domain/presence/present.ts';

const ana = newId('agt');
const ben = newId('agt');
const agent = (agentId: typeof ana, does: 'looks' | 'replies' | 'notes'): Present => ({
  ...{ by: 'agent', agentId, does },
  name: agentId === ana ? 'Ana' : 'Ben',
});
const customer: Present = { by: 'customer', does: 'writes' };

describe('who is at a conversation', () => {
  it('an agent sees the others once, with the most they do in any window, and never themselves', () => {
    const all = [
      agent(ana, 'looks'),
      agent(ben, 'looks'),
      agent(ben, 'replies'),
      agent(ben, 'notes'),
      customer,
    ];
    expect(othersPresent(all, ana)).toEqual([agent(ben, 'replies'), customer]);
  });

  it('a visitor sees who types a reply, and nobody who looks or writes a note', () => {
    expect(replyingTo([agent(ana, 'looks'), agent(ben, 'notes'), customer])).toBeNull();
    expect(replyingTo([agent(ana, 'notes'), agent(ben, 'replies')])).toBe('Ben');
  });
});

describe('what a process believes', () => {
  const conversationId = newId('cnv');
  const told: unknown[] = [];
  const published: unknown[] = [];
  let presences: Presences;

  beforeEach(() => {
    vi.useFakeTimers();
    told.length = published.length = 0;
    presences = new Presences({
      announce: (event) => told.push(event),
      publish: (change) => published.push(change),
    });
  });
  afterEach(() => {
    presences.stop();
    vi.useRealTimers();
  });

  it('ends by itself when it is not said again, and is told once', () => {
    presences.told({ conversationId, window: 'one', present: agent(ana, 'replies') });
    vi.advanceTimersByTime(leaseOf(agent(ana, 'replies')) - 1);
    expect(presences.of(conversationId)).toEqual([agent(ana, 'replies')]);
    vi.advanceTimersByTime(1);
    expect(presences.of(conversationId)).toEqual([]);
    expect(told).toHaveLength(2);
  });

  it('goes on for as long as it is said again', () => {
    for (let times = 0; times < 5; times++) {
      presences.told({ conversationId, window: 'one', present: customer });
      vi.advanceTimersByTime(leaseOf(customer) / 2);
    }
    expect(presences.of(conversationId)).toEqual([customer]);
    expect(told).toHaveLength(1);
    expect(published).toHaveLength(5);
  });

  it('tells the other processes once of what is said a thousand times in a moment', () => {
    for (let times = 0; times < 1_000; times++)
      presences.told({ conversationId, window: 'one', present: customer });
    expect(published).toHaveLength(1);
  });

  it('holds so many windows at one conversation, and makes room when one leaves', () => {
    for (let window = 0; window < 100; window++)
      presences.told({ conversationId, window: `${window}`, present: customer });
    const most = presences.of(conversationId).length;
    expect(most).toBeLessThan(100);
    presences.told({ conversationId, window: '0', present: null });
    presences.told({ conversationId, window: 'late', present: agent(ana, 'looks') });
    expect(presences.of(conversationId)).toHaveLength(most);
    expect(presences.of(conversationId)).toContainEqual(agent(ana, 'looks'));
  });
});
