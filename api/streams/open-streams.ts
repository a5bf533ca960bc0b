import type { Database } from '../../db/connection/database.ts';
import { noteSeen } from '../../db/project/team/seen.ts';
import { findLiveRights, type StreamRight } from '../../db/project/stream-rights.ts';
import type { RefusalCode } from '../../domain/errors.ts';
import type { Ending, FeedHub } from './feed-hub.ts';
import { whomToClose, type Counted } from './whom-to-close.ts';

/** Three windows of a shop and a few that were forgotten. */
const PER_VISITOR = 8;
/** A stream for the list and one for the conversation in each of twenty windows. */
const PER_AGENT = 40;
/** The feed says at once when a right ends; this finds what nobody said, such as a session that ran out. */
const RECHECK_MS = 30_000;
/** A reader that takes nothing would never hear that its stream has ended. */
const HANG_UP_AFTER_MS = 2_000;

export interface Held extends Counted {
  right: StreamRight;
  /** Why it ended before its reader left; null while it goes on. */
  refusal: RefusalCode | null;
  signal: AbortSignal;
  end(refusal: RefusalCode): void;
  release(): void;
}

interface Opened {
  right: StreamRight;
  address: string;
  /** Cuts the connection under it. */
  hangUp(): void;
}

/** Every event stream of this process: how many anybody may hold, and that none outlives the right to it. */
export class OpenStreams {
  /** Oldest first. */
  readonly #open = new Set<Held>();
  readonly #timer: NodeJS.Timeout;
  readonly #unfollow: () => void;

  constructor(
    private readonly db: Database,
    feed: FeedHub,
    private readonly provider: boolean,
  ) {
    this.#timer = setInterval(() => void this.recheck(), RECHECK_MS);
    this.#timer.unref();
    this.#unfollow = feed.endings((ending) =>
      ending === 'missed' || ending.kind === 'second_step_required'
        ? void this.recheck()
        : this.#hear(ending),
    );
  }

  get size(): number {
    return this.#open.size;
  }

  open({ right, address, hangUp }: Opened): Held {
    const stop = new AbortController();
    const held: Held = {
      right,
      address,
      owner: right.visitorId ?? right.agentId,
      most: right.visitorId ? PER_VISITOR : PER_AGENT,
      refusal: null,
      signal: stop.signal,
      end: (refusal) => {
        held.refusal = refusal;
        this.#open.delete(held);
        stop.abort();
        late = setTimeout(hangUp, HANG_UP_AFTER_MS).unref();
      },
      release: () => {
        this.#open.delete(held);
        clearTimeout(late);
      },
    };
    let late: NodeJS.Timeout | undefined;
    this.#open.add(held);
    void this.#noteSeen([right]);
    whomToClose(this.#open, held)?.end('too_many_streams');
    return held;
  }

  /** Ends every stream whose right is gone; one that cannot be asked about goes on until the next time. */
  async recheck(): Promise<void> {
    const asked = [...this.#open];
    if (asked.length === 0) return;
    const rights = asked.map(({ right }) => right);
    const stand = await findLiveRights(this.db, rights, this.provider).catch(() => null);
    if (!stand) return;
    for (const held of asked) {
      const is = stand(held.right);
      if (is !== 'live') held.end(is === 'held_back' ? 'second_step_required' : refusalFor(held.right));
    }
    await this.#noteSeen(rights.filter((right) => stand(right) === 'live'));
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#unfollow();
  }

  /** Nobody's stream depends on it. */
  async #noteSeen(rights: StreamRight[]): Promise<void> {
    const agents = rights.flatMap((right) => (right.agentId ? [right] : []));
    await noteSeen(this.db, agents).catch(() => {});
  }

  #hear(ending: Told): void {
    for (const held of [...this.#open]) if (isAbout(ending, held.right)) held.end(refusalOf(ending));
  }
}

/** An ending that names whose it is. */
type Told = Exclude<Ending, { kind: 'second_step_required' }>;

function isAbout(ending: Told, right: StreamRight): boolean {
  switch (ending.kind) {
    case 'session_ended':
      return right.sessionId === ending.sessionId;
    case 'membership_ended':
      return right.agentId === ending.agentId && right.projectId === ending.projectId;
    case 'visitor_ended':
      return right.visitorId === ending.visitorId;
  }
}

function refusalOf({ kind }: Told): RefusalCode {
  if (kind === 'session_ended') return 'signed_out';
  return kind === 'membership_ended' ? 'not_found' : 'visitor_unknown';
}

/** Found by asking: a session is the likelier end, and whoever signs in again learns the rest. */
function refusalFor(right: StreamRight): RefusalCode {
  if (!right.visitorId) return 'signed_out';
  return right.signed ? 'identity_refused' : 'visitor_unknown';
}
