import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { CHANNEL, type Change } from './feed.ts';
import { secured } from './secured.ts';

/** Milliseconds before a lost connection is tried again. Growing to a second and no further: what is back is used at once. */
const backoff = (failures: number) => Math.min(1_000, 50 * 2 ** failures);
const CONNECT_TIMEOUT = 5_000;

interface Listening {
  change(change: Change): void;
  /**
   * After every (re)connection: whoever listens must catch up from the tables there, because notifications sent in between
   * are lost.
   */
  connected(): void;
}

/** A connection that listens, and the moment in which it was lost or ended. */
interface Line {
  lost: Promise<unknown>;
  notify(change: Change): Promise<unknown>;
  end(): Promise<void>;
}

export interface Listener {
  /** For what may be lost: it waits for no connection that others need, and rejects while there is none. */
  notify(change: Change): Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Listens on a connection of its own until stopped, whatever becomes of the connection.
 * @throws when the database cannot be reached the first time.
 */
export async function listen(databaseUrl: string, on: Listening): Promise<Listener> {
  const stopping = new AbortController();
  let line: Line | null = await open(databaseUrl, on);
  const follow = async () => {
    while (line) {
      await line.lost;
      line = await openAgain({ databaseUrl, on, signal: stopping.signal });
    }
  };
  const following = follow();
  return {
    notify: async (change) => line?.notify(change),
    stop: async () => {
      stopping.abort();
      await line?.end();
      await following;
    },
  };
}

async function open(databaseUrl: string, on: Listening): Promise<Line> {
  const client = new pg.Client({
    ...secured(databaseUrl),
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    keepAlive: true,
  });
  const lost = new Promise((resolve) => client.once('end', resolve));
  const end = () => client.end().catch(() => {});
  client.on('error', () => {});
  client.on('notification', ({ payload }) => on.change(JSON.parse(payload ?? '') as Change));
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
  } catch (error) {
    await end();
    throw error;
  }
  on.connected();
  // One after the other: a client that is asked while it asks queues for now, and soon refuses.
  let last: Promise<unknown> = Promise.resolve();
  const notify = (change: Change) =>
    (last = last
      .catch(() => {})
      .then(() => client.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(change)])));
  return { lost, notify, end };
}

/** @returns null when it was stopped meanwhile. */
async function openAgain(input: {
  databaseUrl: string;
  on: Listening;
  signal: AbortSignal;
}): Promise<Line | null> {
  const { databaseUrl, on, signal } = input;
  for (let failures = 0; !signal.aborted; failures++) {
    await sleep(backoff(failures), undefined, { signal }).catch(() => {});
    const line = signal.aborted ? null : await open(databaseUrl, on).catch(() => null);
    if (!signal.aborted && line) return line;
    await line?.end();
  }
  return null;
}
