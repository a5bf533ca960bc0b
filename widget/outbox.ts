import type { ConversationId, MessageId } from '../domain/ids.ts';
import { CallError } from './rpc.ts';
import type { Store } from './storage.ts';

/** Something a visitor said or asked for. Its id is its identity: however often it is sent, it is said once. */
export type Unsent = { id: MessageId; conversationId: ConversationId; at: string } & (
  { kind: 'message'; text: string } | { kind: 'escalation'; email: string | null }
);

/** `accepted`: the api has it, the transcript does not show it yet. `refused`: only the visitor can change that. */
export type Progress =
  { state: 'sending' } | { state: 'retrying' } | { state: 'accepted' } | { state: 'refused'; words: string };

export type Outgoing = Unsent & { progress: Progress };

const KEPT_AS = 'unsent';

/** What is said and not yet in the transcript: kept across reloads, sent one by one, in order, until it is accepted. */
export class Outbox {
  private entries: Outgoing[];
  private running = false;
  private wake = () => {};

  constructor(
    private readonly deps: {
      store: Store;
      /** Nothing is sent before it is known which conversation it belongs to. */
      ready: Promise<void>;
      send(entry: Unsent): Promise<void>;
      /** Waits before another try; must end when `signal` says so. */
      pause(attempt: number, signal: AbortSignal): Promise<void>;
      changed(entries: Outgoing[]): void;
    },
  ) {
    this.entries = readUnsent(deps.store).map((entry) => ({ ...entry, progress: { state: 'retrying' } }));
  }

  get all(): readonly Outgoing[] {
    return this.entries;
  }

  add(entry: Unsent): void {
    this.update([...this.entries, { ...entry, progress: { state: 'sending' } }]);
    void this.run();
  }

  /** Tries at once what waits, and again what was refused. */
  retry(id?: MessageId): void {
    this.update(
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
    this.update(this.entries.filter((entry) => entry.id !== id));
    return found;
  }

  /** The transcript shows these now. */
  arrived(ids: ReadonlySet<MessageId>): void {
    if (this.entries.some(({ id }) => ids.has(id)))
      this.update(this.entries.filter(({ id }) => !ids.has(id)));
  }

  /** The conversation was found, or was lost with its session: what is unsent belongs to this one now. */
  moveTo(conversationId: ConversationId): void {
    const unsent = this.entries.filter(({ progress }) => progress.state !== 'accepted');
    this.update(unsent.map((entry) => ({ ...entry, conversationId })));
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    await this.deps.ready;
    for (let attempt = 0; ; attempt++) {
      const next = this.entries.find(
        ({ progress }) => progress.state === 'sending' || progress.state === 'retrying',
      );
      if (!next) break;
      const progress = await this.deliver(next);
      this.settle(next.id, progress);
      if (progress.state === 'retrying') await this.rest(attempt);
      else attempt = -1;
    }
    this.running = false;
  }

  private async deliver(entry: Outgoing): Promise<Progress> {
    const { progress: _, ...unsent } = entry;
    try {
      await this.deps.send(unsent);
      return { state: 'accepted' };
    } catch (error) {
      if (error instanceof CallError && !error.passing) return { state: 'refused', words: error.message };
      return { state: 'retrying' };
    }
  }

  private async rest(attempt: number): Promise<void> {
    const awake = new AbortController();
    this.wake = () => awake.abort();
    await this.deps.pause(attempt, awake.signal);
    this.wake = () => {};
  }

  private settle(id: MessageId, progress: Progress): void {
    this.update(this.entries.map((entry) => (entry.id === id ? { ...entry, progress } : entry)));
  }

  private update(entries: Outgoing[]): void {
    this.entries = entries;
    const unsent = entries.filter(({ progress }) => progress.state !== 'accepted');
    const kept = unsent.map(({ progress: _, ...entry }) => entry);
    this.deps.store.write(KEPT_AS, kept.length ? kept : undefined);
    this.deps.changed(entries);
  }
}

/** Only what still looks like something said: another version of the widget may have written it. */
function readUnsent(store: Store): Unsent[] {
  const kept = store.read(KEPT_AS);
  if (!Array.isArray(kept)) return [];
  return (kept as Partial<Unsent>[]).filter(
    (entry): entry is Unsent =>
      typeof entry?.id === 'string' &&
      typeof entry.conversationId === 'string' &&
      (entry.kind === 'escalation' || (entry.kind === 'message' && typeof entry.text === 'string')),
  );
}
