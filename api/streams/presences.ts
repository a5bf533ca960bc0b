import { randomUUID } from 'node:crypto';
import type { Change } from '../../db/connection/feed.ts';
import type { ConversationId } from '../../domain/ids.ts';
import { isSameStill, leaseOf, type Present } from '../../domain/presence/present.ts';

export interface PresenceEvent {
  kind: 'presence';
  conversationId: ConversationId;
}

/** Said by a window of somebody; null: it looks no more. */
export interface Told {
  conversationId: ConversationId;
  window: string;
  present: Present | null;
}

interface Believed {
  present: Present;
  until: number;
}

/** Windows at one conversation, and in all; one more is not shown. */
const MOST_OF_ONE = 40;
const MOST_IN_ALL = 5_000;

/** A repetition that comes before this part of its lease is over changes nothing and is told to nobody. */
const EARLY = 0.25;

/**
 * Who is at which conversation, as far as this process heard: in memory and nowhere else. What is not said again in time ends
 * here by itself, whatever became of whoever said it.
 */
export class Presences {
  readonly #at = new Map<ConversationId, Map<string, Believed>>();
  readonly #origin = randomUUID();
  #count = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly deps: {
      announce(event: PresenceEvent): void;
      /** To the other processes. */
      publish(change: Extract<Change, { kind: 'presence' }>): void;
    },
  ) {}

  /** Shows it to whoever looks, here at once. */
  told(said: Told): void {
    if (this.#learn(said)) this.deps.publish({ kind: 'presence', origin: this.#origin, ...said });
  }

  /** Another process was told, or this one. */
  heard({ origin, conversationId, window, present }: Extract<Change, { kind: 'presence' }>): void {
    if (origin !== this.#origin) this.#learn({ conversationId, window, present });
  }

  /** It is gone, and whoever was at it. */
  erased(conversationId: ConversationId): void {
    for (const window of [...(this.#at.get(conversationId)?.keys() ?? [])])
      this.#forget(conversationId, window);
  }

  /** In the order they came. */
  of(conversationId: ConversationId): Present[] {
    return [...(this.#at.get(conversationId)?.values() ?? [])].map(({ present }) => present);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** @returns whether others need to hear of it. */
  #learn({ conversationId, window, present }: Told): boolean {
    const here = this.#at.get(conversationId) ?? new Map<string, Believed>();
    const known = here.get(window);
    if (!present) return this.#forget(conversationId, window);
    const now = Date.now();
    const lease = leaseOf(present);
    const isSame = known !== undefined && isSameStill(known.present, present);
    if (isSame && known.until - now > lease * (1 - EARLY)) return false;
    if (!known && (here.size >= MOST_OF_ONE || this.#count >= MOST_IN_ALL)) return false;
    if (!known) this.#count++;
    // Since when it is so, they say who heard it first.
    const believed = isSame ? known.present : present;
    this.#at.set(conversationId, here.set(window, { present: believed, until: now + lease }));
    this.#wake(lease);
    if (!isSame) this.deps.announce({ kind: 'presence', conversationId });
    return true;
  }

  #forget(conversationId: ConversationId, window: string): boolean {
    const here = this.#at.get(conversationId);
    if (!here?.delete(window)) return false;
    this.#count--;
    if (here.size === 0) this.#at.delete(conversationId);
    this.deps.announce({ kind: 'presence', conversationId });
    return true;
  }

  #wake(ms: number): void {
    this.#timer ??= setTimeout(() => this.#expire(), ms).unref();
  }

  #expire(): void {
    this.#timer = undefined;
    const now = Date.now();
    let next = Infinity;
    for (const [conversationId, here] of [...this.#at])
      for (const [window, { until }] of [...here])
        if (until <= now) this.#forget(conversationId, window);
        else next = Math.min(next, until - now);
    if (next < Infinity) this.#wake(next);
  }
}
