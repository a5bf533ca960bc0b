import { expect, it } from 'vitest';
import { delayBefore } from '../../widget/chat/backoff.ts';
import { followTranscript, type LiveTranscript } from '../../widget/chat/live-transcript.ts';
import { CallError, NoStream, type Revision } from '../../widget/chat/rpc.ts';

const revision = (id: number): Revision => ({
  id: String(id),
  update: { type: 'withdrawn', draftId: `dft_${id}` },
});

/** Each connection plays one script: revisions, then an end or an error. */
function follow(scripts: { revisions: Revision[]; error?: Error }[], readings: Revision[] = []) {
  const seen = {
    resumedAfter: [] as (string | null)[],
    updates: [] as string[],
    pauses: [] as number[],
    rests: [] as number[],
    states: [] as boolean[],
  };
  const stop = new AbortController();
  const live: LiveTranscript = {
    async *connect(lastEventId) {
      seen.resumedAfter.push(lastEventId);
      const { revisions, error } = scripts.shift()!;
      yield* revisions;
      if (scripts.length === 0) stop.abort();
      if (error) throw error;
    },
    read: async () => readings.shift() ?? revision(0),
    pause: async (attempt) => void seen.pauses.push(attempt),
    rest: async (quiet) => void seen.rests.push(quiet),
    onUpdate: (update) => update.type === 'withdrawn' && seen.updates.push(update.draftId),
    onConnected: (connected) => seen.states.push(connected),
  };
  return { seen, done: followTranscript(live, stop.signal) };
}

it('resumes after the last revision it saw when a connection drops', async () => {
  const { seen, done } = follow([
    { revisions: [revision(1), revision(2)], error: new TypeError('network') },
    { revisions: [revision(3)] },
    { revisions: [] },
  ]);
  await done;
  expect(seen.resumedAfter).toEqual([null, '2', '3']);
  expect(seen.updates).toEqual(['dft_1', 'dft_2', 'dft_3']);
});

it('survives answers that end an EventSource for ever, and waits longer each time', async () => {
  const bad = { revisions: [], error: new CallError(null, 'Status 502') };
  const { seen, done } = follow([bad, bad, bad, { revisions: [revision(1)] }, bad, { revisions: [] }]);
  await done;
  expect(seen.pauses).toEqual([0, 1, 2, 0, 1]);
  expect(seen.states).toEqual([false, false, false, true, false, false]);
});

it('gives up only when the api refuses for good', async () => {
  const { done } = follow([
    { revisions: [], error: new CallError('visitor_unknown', 'Start again.') },
    { revisions: [] },
  ]);
  await expect(done).rejects.toMatchObject({ refusal: 'visitor_unknown' });
});

it('reads again and again where no stream can be had, and tries one when it has been quiet', async () => {
  const { seen, done } = follow(
    [{ revisions: [], error: new NoStream() }, { revisions: [revision(3)] }, { revisions: [] }],
    [revision(1), ...Array<Revision>(8).fill(revision(1)), ...Array<Revision>(20).fill(revision(2))],
  );
  await done;
  expect(new Set(seen.updates)).toEqual(new Set(['dft_1', 'dft_2', 'dft_3']));
  expect(seen.rests).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(seen.resumedAfter.slice(0, 2)).toEqual([null, '2']);
});

it('does not push other tabs out for ever when the api closes its streams as soon as they begin', async () => {
  const closed = { revisions: [revision(1)] };
  const { seen, done } = follow([...Array<typeof closed>(6).fill(closed), { revisions: [] }]);
  await done;
  expect(seen.rests.length).toBeGreaterThan(5);
});

it('never waits longer than five seconds', () => {
  const delays = [0, 1, 2, 3, 10, 1_000].map((attempt) => delayBefore(attempt, () => 1));
  expect(delays).toEqual([1_300, 2_600, 5_000, 5_000, 5_000, 5_000]);
  expect(delayBefore(0, () => 0)).toBe(700);
});
