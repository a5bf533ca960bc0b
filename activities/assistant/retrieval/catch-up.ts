import { setImmediate } from 'node:timers/promises';
import type { ChangedPassages } from '../../../db/knowledge/load-passages.ts';
import type { GrowingIndex } from './rank-passages.ts';

/** So long at a time, in milliseconds: half of what a ranking takes, so whoever is answered meanwhile does not notice. */
const SLICE_MS = 0.2;

/**
 * Brings an index up to date, passage by passage, and lets others work in between.
 * @throws when what it holds is not what there is afterwards: articles were deleted, or most are in another language now.
 */
export async function catchUp(
  entry: { revision: number; index: Promise<GrowingIndex> },
  load: (since: number) => Promise<ChangedPassages>,
): Promise<void> {
  const index = await entry.index;
  for (;;) {
    const { revision, changed, articles, complete } = await load(entry.revision);
    let since = performance.now();
    for (const { id, passages } of changed) {
      for (const _step of index.replace(id, passages)) {
        if (performance.now() - since < SLICE_MS) continue;
        await setImmediate();
        since = performance.now();
      }
    }
    entry.revision = revision;
    if (!complete) continue;
    if (index.articles !== articles || index.isStale()) throw new Error('The index has to be made anew.');
    return;
  }
}
