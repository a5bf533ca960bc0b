import { newId } from '../../../domain/ids.ts';
import type { BenchServers } from '../bench-servers.ts';
import { familyOf, processorTime } from './processor-time.ts';
import type { Road, Side, Speaker } from './side.ts';

export interface Load {
  road: Road;
  visitors: number;
  /** Whether an agent follows the list meanwhile. */
  watched?: boolean;
  /** Of each visitor: below what one may say in twenty seconds. */
  messages: number;
}

export interface Round {
  /** Milliseconds until each message was safe, as its sender heard it. */
  accepted: number[];
  /** Milliseconds until an agent who looks at the list saw it; empty where nobody does. */
  seen: number[];
  /** Messages a second, until all were recorded, or answered. */
  perSecond: number;
  /** Milliseconds of processor time a message, by part. */
  processor: Record<string, number>;
}

/** Between two looks at what is recorded. */
const LOOK_MS = 10;

/** Nobody answers an answer sooner: a message within the milliseconds in which one ends is another matter than a turn. */
const READING_MS = 100;

/** Every visitor says one thing after the other, the next when the one before is recorded, or answered. */
export async function playRound(
  side: Side,
  servers: BenchServers,
  load: Load,
  /** Before anybody speaks. */
  begin: (speakers: Speaker[]) => Promise<void> = async () => {},
): Promise<Round> {
  const speakers = await side.begin(load.road, load.visitors);
  const watch = watching(side, load.road, speakers);
  const inbox = load.watched ? await side.watch?.() : undefined;
  const before = await watch.settled();
  await begin(speakers);
  // Looked at anew each time: what a child took that has ended is its parent's.
  const parts = () => ({
    ...side.processes(),
    temporal: [servers.pids.temporal],
    postgres: familyOf(servers.pids.postgres),
  });
  const spent = () => Object.entries(parts()).map(([part, pids]) => [part, processorTime(pids)] as const);
  const [from, spentBefore] = [performance.now(), spent()];
  const accepted: number[] = [];
  const seen: Promise<number>[] = [];
  await Promise.all(
    speakers.map(async (speaker) => {
      for (let said = 1; said <= load.messages; said++) {
        const words = `${newId('msg')} of a visitor who would like to know how this works.`;
        const since = performance.now();
        if (inbox) seen.push(inbox.sees(words, speaker.conversation).then((at) => at - since));
        accepted.push(await speaker.say(words));
        await watch.until(speaker, (before.get(speaker.conversation) ?? 0) + said);
        if (load.road === 'turn') await new Promise((resolve) => setTimeout(resolve, READING_MS));
      }
    }),
  );
  const seconds = (performance.now() - from) / 1_000;
  const total = load.visitors * load.messages;
  watch.stop();
  const seenMs = await Promise.all(seen);
  inbox?.stop();
  const known = new Map(spentBefore);
  const processor = spent().map(([part, ms]) => [part, (ms - (known.get(part) ?? 0)) / total]);
  return {
    accepted,
    seen: seenMs,
    perSecond: total / seconds,
    processor: Object.fromEntries(processor) as Round['processor'],
  };
}

/** One look for everybody who waits. */
function watching(side: Side, road: Road, speakers: Speaker[]) {
  let counts = new Map<string, number>();
  let waiting: { isThere(): boolean; go(): void }[] = [];
  let stopped = false;
  const look = async () => {
    counts = await side.recorded(road, speakers);
    const there = waiting.filter((each) => each.isThere());
    waiting = waiting.filter((each) => !there.includes(each));
    for (const each of there) each.go();
  };
  const follow = async () => {
    while (!stopped) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  };
  const following = follow();
  following.catch(() => undefined);
  return {
    /** What is there before anybody says anything, when nothing comes any more. */
    settled: async () => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      return counts;
    },
    until: (speaker: Speaker, count: number) =>
      new Promise<void>((go) => {
        waiting.push({ go, isThere: () => (counts.get(speaker.conversation) ?? 0) >= count });
      }),
    stop: () => (stopped = true),
  };
}
