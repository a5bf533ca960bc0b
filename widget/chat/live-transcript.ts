import { CallError, NoStream, type Revision } from './rpc.ts';

export interface LiveTranscript {
  /** Opens one connection that resumes after a revision. @throws NoStream */
  connect(lastEventId: string | null, signal: AbortSignal): AsyncIterable<Revision>;
  /** Reads once what changed after a revision. */
  read(lastEventId: string | null): Promise<Revision>;
  /** Waits before another try, at least as long as the api said, in milliseconds. */
  pause(attempt: number, atLeast: number): Promise<void>;
  /** Waits before another reading. @param quiet how many in a row found nothing new */
  rest(quiet: number): Promise<void>;
  onUpdate(update: Revision['update']): void;
  onConnected(connected: boolean): void;
}

/** So many readings in a row without news, and a stream is tried again: after about a minute. */
const QUIET_READINGS = 10;
/** Streams that open within this time of each other, in milliseconds, do not last. */
const BRIEF_MS = 10_000;
/** So many of those in a row are closed on purpose: two tabs would push each other out for ever. */
const BRIEF_STREAMS = 5;

/** Follows a transcript through every dropped connection until it is stopped. @throws CallError when the api refuses for good. */
export function followTranscript(live: LiveTranscript, signal: AbortSignal): Promise<void> {
  return new Following(live, signal).run();
}

class Following {
  private last: string | null = null;
  private attempt = 0;
  private canStream = true;
  private openedAt = 0;
  private brief = 0;

  constructor(
    private readonly live: LiveTranscript,
    private readonly signal: AbortSignal,
  ) {}

  async run(): Promise<void> {
    const { live, signal } = this;
    while (!signal.aborted) {
      const wait = await this.follow().catch((error: unknown) => this.waitAfter(error));
      if (signal.aborted) return;
      if (wait === null) continue;
      live.onConnected(false);
      await live.pause(this.attempt++, wait);
    }
  }

  /** Takes what comes until it ends. @returns how long to wait at least; null when there is no reason to. */
  private async follow(): Promise<number | null> {
    const isStream = this.canStream;
    let isOpen = !isStream;
    for await (const revision of isStream ? this.live.connect(this.last, this.signal) : this.readings()) {
      if (this.signal.aborted) return null;
      if (!isOpen) this.opened();
      isOpen = true;
      this.take(revision);
    }
    this.canStream = true;
    return isStream ? 0 : null;
  }

  private take({ id, update }: Revision): void {
    this.last = id;
    this.attempt = 0;
    this.live.onConnected(true);
    this.live.onUpdate(update);
  }

  private opened(): void {
    const now = Date.now();
    this.brief = now - this.openedAt < BRIEF_MS ? this.brief + 1 : 0;
    this.openedAt = now;
    if (this.brief < BRIEF_STREAMS) return;
    this.brief = 0;
    throw new NoStream();
  }

  private waitAfter(error: unknown): number | null {
    if (error instanceof NoStream) {
      this.canStream = false;
      return null;
    }
    if (!(error instanceof CallError)) return 0;
    if (!error.passing) throw error;
    return error.retryAfter;
  }

  /** What a stream would say, asked for again and again, until there was no news for a while. */
  private async *readings(): AsyncGenerator<Revision> {
    for (let quiet = 0; quiet < QUIET_READINGS; quiet++) {
      const revision = await this.live.read(this.last);
      if (revision.id !== this.last) quiet = 0;
      yield revision;
      await this.live.rest(quiet);
    }
  }
}
