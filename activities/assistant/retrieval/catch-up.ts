import { setTimeout } from 'node:timers/promises';
import type { ChangedPassages } from '../../../db/knowledge/load-passages.ts';
import { inSlices, type Steps } from './in-slices.ts';
import type { GrowingIndex } from './rank-passages.ts';

/**
 * How long an import's articles are left to wait, as a multiple of the time that those before them took: garbage that is collected
 * while passages come in is what questions wait for, and so it is spread.
 */
const RESTS = 3;

/**
 * Brings an index up to date, passage by passage, and lets others work in between.
 * @throws when what it holds is not what there is afterwards, or most is in another language now: it has to be made anew.
 */
export async function catchUp(
  entry: { revision: number; index: Promise<GrowingIndex> },
  load: (since: number) => Promise<ChangedPassages>,
): Promise<void> {
  const index = await entry.index;
  for (;;) {
    const began = performance.now();
    const { revision, changed, answering } = await load(entry.revision);
    await inSlices(replaceAll(index, changed));
    if (answering && answering.count !== index.articles) await dropDeleted(index, await answering.ids());
    entry.revision = revision;
    if (!answering) {
      await setTimeout(RESTS * (performance.now() - began));
      continue;
    }
    if (index.isStale()) throw new Error('The index has to be made anew.');
    return;
  }
}

/** A deleted article leaves no row that says so. */
async function dropDeleted(index: GrowingIndex, left: ReadonlySet<string>): Promise<void> {
  const gone = index.articleIds().filter((id) => !left.has(id));
  if (gone.length === 0) throw new Error('The index lacks an article.');
  await inSlices(
    replaceAll(
      index,
      gone.map((id) => ({ id, passages: [] })),
    ),
  );
}

function* replaceAll(index: GrowingIndex, changed: ChangedPassages['changed']): Steps<void> {
  for (const { id, passages } of changed) yield* index.replace(id, passages);
}
