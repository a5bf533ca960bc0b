import { describe, expect, it, vi } from 'vitest';
import { Arrivals, type ArrivalEvent } from '../../../api/streams/arrivals.ts';
import { checkArrivals } from '../../../api/live/check-arrivals.ts';
import type { Change } from '../../../db/connection/feed.ts';
import { arrivingMessage } from '../../../domain/inbox/arriving.ts';
import { newId } from '../../../domain/ids.ts';

/** Before this a message was asked about that nobody said is recorded. */
const CHECKED_BY_MS = 100;

const projectId = newId('prj');
const conversationId = newId('cnv');
const said = (id = newId('msg'), where = conversationId) => ({
  projectId,
  conversationId: where,
  message: arrivingMessage({ id, channel: 'widget', author: { by: 'customer' }, text: 'Hello' }),
});

function process() {
  const announced: ArrivalEvent['kind'][] = [];
  const published: Extract<Change, { kind: 'arriving' }>[] = [];
  const arrivals = new Arrivals({
    announce: ({ kind }) => announced.push(kind),
    publish: (change) => published.push(change),
  });
  return { arrivals, announced, published };
}

describe('what one process accepted', () => {
  it('is published once, and ignored when it comes back', () => {
    const { arrivals, published } = process();
    arrivals.accepted(said());
    for (const change of published) arrivals.heard(change);
    expect(published).toHaveLength(1);
    expect(arrivals.of(conversationId)).toHaveLength(1);
  });

  it('is heard by another, which publishes nothing', () => {
    const [one, other] = [process(), process()];
    one.arrivals.accepted(said());
    for (const change of one.published) other.arrivals.heard(change);
    expect(other.arrivals.of(conversationId)).toEqual(one.arrivals.of(conversationId));
    expect(other.published).toEqual([]);
  });

  it('is not shown again when it is sent again after its record', () => {
    const { arrivals } = process();
    const again = said();
    arrivals.accepted(again);
    arrivals.changed({ conversationId, recorded: [again.message.id] });
    arrivals.accepted(again);
    expect(arrivals.of(conversationId)).toEqual([]);
  });

  it('has a row for the lists once: at once where nothing was recorded yet, later where it takes long', () => {
    const { arrivals, announced } = process();
    arrivals.accepted(said());
    arrivals.accepted(said());
    expect(announced).toEqual(['arriving', 'unrecorded', 'arriving']);
    arrivals.delayed(conversationId);
    expect(announced).toHaveLength(3);
    const { announced: known, arrivals: older } = process();
    older.changed({ conversationId, recorded: [newId('msg')] });
    older.accepted(said());
    expect(known).toEqual(['arriving']);
    older.delayed(conversationId);
    expect(known).toEqual(['arriving', 'unrecorded']);
  });
});

describe('however much is said', () => {
  it('a conversation keeps thirty at most, and has room again when they are recorded', () => {
    const { arrivals } = process();
    const all = Array.from({ length: 40 }, () => said());
    for (const each of all) arrivals.accepted(each);
    expect(arrivals.of(conversationId)).toHaveLength(30);
    arrivals.changed({ conversationId, recorded: all.map(({ message }) => message.id) });
    arrivals.accepted(said());
    expect(arrivals.of(conversationId)).toHaveLength(1);
  });

  it('a process keeps two thousand', () => {
    const { arrivals } = process();
    for (let count = 0; count < 2_100; count++) arrivals.accepted(said(newId('msg'), newId('cnv')));
    expect(arrivals.in(projectId)).toHaveLength(2_000);
  });

  it('the database is asked once for a burst, and never for what is recorded in time', async () => {
    const { arrivals } = process();
    let readings = 0;
    const db = { execute: () => Promise.resolve({ rows: [], of: readings++ }) };
    vi.useFakeTimers();
    const stop = checkArrivals(db as never, arrivals);
    try {
      for (let count = 0; count < 500; count++) arrivals.accepted(said(newId('msg'), newId('cnv')));
      await vi.advanceTimersByTimeAsync(CHECKED_BY_MS);
      expect(readings).toBe(1);
      for (const id of arrivals.in()) arrivals.erased(id);
      const quick = said();
      arrivals.accepted(quick);
      arrivals.changed({ conversationId, recorded: [quick.message.id] });
      await vi.advanceTimersByTimeAsync(CHECKED_BY_MS);
      expect(readings).toBe(1);
    } finally {
      stop();
      vi.useRealTimers();
    }
  });
});
