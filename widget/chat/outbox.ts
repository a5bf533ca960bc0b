import type { ConversationId, MessageId } from '../../domain/ids.ts';
import { CallError } from './rpc.ts';
import type { Store } from '../page/storage.ts';
import {
  adoptUnsent,
  byTime,
  dropUnsent,
  keepUnsent,
  readUnsent,
  removeUnsent,
  wasRemoved,
  type Unsent,
} from './unsent.ts';

/** `accepted`: the api has it, the transcript does not show it yet. `refused`: only the visitor can change that. */
export type Progress =
  { state: 'sending' } | { state: 'retrying' } | { state: 'accepted' } | { state: 'refused'; words: string };

export type Outgoing = Unsent & { progress: Progress };

/**
 * What is said and not yet in the transcript: kept across reloads and shared by all tabs of the browser, sent one by one,
 * in order, until it is accepted.
 */
export class Outbox {
  private entries: Outgoing[];
  private running = false;
  private stopped = false;
  private wake = () => {};

  constructor(
    private readonly deps: {
      store: Store;
      /** Nothing is sent before it is known which conversation it belongs to. */
      ready: Promise<void>;
      /** Sends while no other tab does. */
      alone<Result>(action: () => Promise<Result>): Promise<Result>;
      send(entry: Unsent): Promise<void>;
      /** Waits before another try, at least so many milliseconds; must end when `signal` says so. */
      pause(wait: { attempt: number; atLeast: number; signal: AbortSignal }): Promise<void>;
      changed(entries: Outgoing[]): void;
    },
  ) {
    this.entries = adoptUnsent(deps.store).map((entry) => ({ ...entry, progress: begun(entry, 'retrying') }));
  }

  get all(): readonly Outgoing[] {
    return this.entries;
  }

  add(said: Unsent): void {
    const entry = { ...said, at: laterThan(this.entries.at(-1)?.at, said.at) };
    keepUnsent(this.deps.store, entry);
    this.show([...this.entries, { ...entry, progress: { state: 'sending' } }]);
    void this.run();
  }

  /**
   * Takes over what other tabs did: they said something, had it accepted, or removed it. What another one has seen
   * arrive stays here until this tab's transcript shows it as well: it may be a connection behind.
   */
  share(): void {
    const { store } = this.deps;
    const known = new Map(this.entries.map((entry) => [entry.id, entry]));
    const shared = readUnsent(store).map((entry) => {
      const progress = (!entry.accepted && known.get(entry.id)?.progress) || begun(entry, 'sending');
      known.delete(entry.id);
      return { ...entry, progress };
    });
    const arrivedElsewhere = [...known.values()].filter(({ id }) => !wasRemoved(store, id));
    this.show([...shared, ...arrivedElsewhere].sort(byTime));
  }

  /** What waits stays kept for when this is somebody's again. */
  stop(): void {
    this.stopped = true;
    this.wake();
  }

  /** Sends what waits, whichever tab said it. */
  start(): void {
    void this.run();
  }

  /** Tries at once what waits, and again what was refused. */
  retry(id?: MessageId): void {
    this.show(
      this.entries.map((entry) =>
        entry.id === id || entry.progress.state === 'retrying'
          ? { ...entry, progress: { state: 'sending' } }
          : entry,
      ),
    );
    this.wake();
    void this.run();
  }

  remove(id: MessageId): Outgoing | null {
    const found = this.entries.find((entry) => entry.id === id) ?? null;
    removeUnsent(this.deps.store, id);
    this.show(this.entries.filter((entry) => entry !== found));
    return found;
  }

  /** The transcript shows these now. */
  arrived(ids: ReadonlySet<MessageId>): void {
    const here = this.entries.filter(({ id }) => ids.has(id));
    for (const { id } of here) dropUnsent(this.deps.store, id);
    if (here.length > 0) this.show(this.entries.filter(({ id }) => !ids.has(id)));
  }

  /** It goes on in this conversation: what no other one has accepted belongs to it now. */
  moveTo(conversationId: ConversationId): void {
    const isElsewhere = (entry: Outgoing) =>
      entry.progress.state === 'accepted' && entry.conversationId !== conversationId;
    for (const { id } of this.entries.filter(isElsewhere)) dropUnsent(this.deps.store, id);
    const moved = this.entries.filter((entry) => !isElsewhere(entry));
    this.show(moved.map((entry) => ({ ...entry, conversationId })));
    this.keep(() => true);
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    await this.deps.ready;
    for (let attempt = 0; !this.stopped && this.next(); attempt++) {
      const wait = await this.deps.alone(() => this.deliverNext());
      if (wait === null) attempt = -1;
      else await this.rest(attempt, wait);
    }
    this.running = false;
  }

  private next(): Outgoing | undefined {
    return this.entries.find(({ progress: { state } }) => state === 'sending' || state === 'retrying');
  }

  /** @returns at least how many milliseconds to wait before another try; null when this one settled it. */
  private async deliverNext(): Promise<number | null> {
    // Another tab may have sent it meanwhile.
    this.share();
    const next = this.next();
    if (!next) return null;
    const { progress: _, ...entry } = next;
    try {
      await this.deps.send(entry);
      this.settle(entry.id, { state: 'accepted' });
      return null;
    } catch (error) {
      return this.failed(entry.id, error);
    }
  }

  private failed(id: MessageId, error: unknown): number | null {
    if (!(error instanceof CallError) || error.passing) {
      this.settle(id, { state: 'retrying' });
      return error instanceof CallError ? error.retryAfter : 0;
    }
    // It was said before the conversation went on in another one.
    if (error.refusal === 'id_taken') this.arrived(new Set([id]));
    else this.settle(id, { state: 'refused', words: error.message });
    return null;
  }

  private async rest(attempt: number, atLeast: number): Promise<void> {
    const awake = new AbortController();
    this.wake = () => awake.abort();
    await this.deps.pause({ attempt, atLeast, signal: awake.signal });
    this.wake = () => {};
  }

  private settle(id: MessageId, progress: Progress): void {
    const isAccepted = progress.state === 'accepted';
    this.show(
      this.entries.map((entry) =>
        entry.id === id ? { ...entry, progress, ...(isAccepted && { accepted: true }) } : entry,
      ),
    );
    if (isAccepted) this.keep(({ id: each }) => each === id);
  }

  private keep(wanted: (entry: Outgoing) => boolean): void {
    for (const { progress: _, ...entry } of this.entries.filter(wanted)) keepUnsent(this.deps.store, entry);
  }

  private show(entries: Outgoing[]): void {
    this.entries = entries;
    this.deps.changed(entries);
  }
}

const begun = (entry: Unsent, state: 'sending' | 'retrying'): Progress => ({
  state: entry.accepted ? 'accepted' : state,
});

/** Order is by time, and two things may be said within one tick of the clock. */
function laterThan(last: string | undefined, at: string): string {
  return last && last >= at ? new Date(Date.parse(last) + 1).toISOString() : at;
}

export const hasEmail = (
  entry: Outgoing,
): entry is Extract<Outgoing, { kind: 'escalation' }> & { email: string } =>
  entry.kind === 'escalation' && entry.email !== null && entry.progress.state !== 'refused';
