/** One open event stream, as far as counting is concerned. */
export interface Counted {
  /** Whose it is: a visitor or an agent. */
  owner: string;
  address: string;
  most: number;
}

/** An office of a hundred behind one address, everybody with the inbox and a conversation. */
const PER_ADDRESS = 200;
/** About 100 KB each with its connection: what a process of the usual size carries beside its work. */
const PER_PROCESS = 2_000;

/**
 * Which stream ends when one more was opened; `open` holds them oldest first, the new one last. Where a limit is passed, the
 * oldest of whoever holds most there goes: one person with many windows closes their own, never a neighbour's.
 */
export function whomToClose<Stream extends Counted>(open: Iterable<Stream>, newest: Stream): Stream | null {
  const all = [...open];
  const own = all.filter(({ owner }) => owner === newest.owner);
  if (own.length > newest.most) return own[0] ?? newest;
  const near = all.filter(({ address }) => address === newest.address);
  if (near.length > PER_ADDRESS) return oldestOfBusiest(near);
  return all.length > PER_PROCESS ? oldestOfBusiest(all) : null;
}

function oldestOfBusiest<Stream extends Counted>(streams: Stream[]): Stream {
  const held = new Map<string, number>();
  for (const { owner } of streams) held.set(owner, (held.get(owner) ?? 0) + 1);
  const countOf = ({ owner }: Stream) => held.get(owner) ?? 0;
  return streams.reduce((first, each) => (countOf(each) > countOf(first) ? each : first));
}
