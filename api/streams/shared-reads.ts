import type { FeedEvent } from './feed-hub.ts';

/**
 * One change is read once, however many streams of this process show it: all of them are handed the same announcement, and
 * what was read after it is kept with it. Whoever reads for another reason reads for themselves, because a reading that began
 * earlier may miss what came since.
 */
export class SharedReads {
  readonly #reads = new WeakMap<FeedEvent, Map<string, Promise<unknown>>>();

  /** `key` names what is read; a null announcement shares nothing. */
  share<Found>(change: FeedEvent | null, key: string, read: () => Promise<Found>): Promise<Found> {
    if (!change) return read();
    const ofThis = this.#reads.get(change) ?? new Map<string, Promise<unknown>>();
    this.#reads.set(change, ofThis);
    const known = ofThis.get(key) as Promise<Found> | undefined;
    if (known) return known;
    const reading = read();
    ofThis.set(key, reading);
    return reading;
  }
}
