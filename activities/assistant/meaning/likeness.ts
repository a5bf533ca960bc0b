import { createHash } from 'node:crypto';
import type { LoadedEmbeddings } from '../../../db/knowledge/load-embeddings.ts';
import { embeddedText } from '../../../domain/knowledge/embedded-text.ts';
import type { PassageIndex } from '../retrieval/rank-passages.ts';

/** How near each of an index's passages is to a question, by its place: about 0 to 1, 0 being what any passage is. */
export type Likeness = Float32Array;

/** Standard deviations above the others. Only what was asked for stands so far out. */
const FULL = 6;
/**
 * Cosines of one model lie between .7 and .9, of another between 0 and .6, but both are spread by about so much of what is left
 * to 1. Where few passages can tell, this counts as so many of them.
 */
const USUAL_SPREAD = 0.13;
const WORTH = 20;

/** @param vector of length 1, by the model that embedded the passages. */
export function likenessOf(
  index: PassageIndex,
  { dimension, rows, vectors }: LoadedEmbeddings,
  vector: Float32Array,
): Likeness {
  const cosines = hashesOf(index).map((hash) => {
    const row = rows.get(hash);
    return row === undefined ? null : dot(vectors, row * dimension, vector);
  });
  return standingOut(cosines);
}

/** The same where only the nearest are known; the last of them stands for the others. */
export function likenessOfNearest(index: PassageIndex, nearest: ReadonlyMap<string, number>): Likeness {
  const least = Math.min(1, ...nearest.values());
  const spread = USUAL_SPREAD * (1 - least) || 1;
  const places = hashesOf(index).map((hash) => nearest.get(hash));
  return Float32Array.from(places, (cosine) => (cosine === undefined ? 0 : (cosine - least) / spread / FULL));
}

/** How far each stands above the others. A passage that has no vector yet is like any. */
function standingOut(cosines: (number | null)[]): Likeness {
  const known = cosines.filter((cosine) => cosine !== null);
  const mean = known.reduce((sum, cosine) => sum + cosine, 0) / (known.length || 1);
  const variance = known.reduce((sum, cosine) => sum + (cosine - mean) ** 2, 0);
  const usual = (USUAL_SPREAD * (1 - mean)) ** 2;
  const spread = Math.sqrt((variance + WORTH * usual) / (known.length + WORTH)) || 1;
  return Float32Array.from(cosines, (cosine) => (cosine === null ? 0 : (cosine - mean) / spread / FULL));
}

function dot(vectors: Float32Array, from: number, vector: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < vector.length; at++) sum += (vectors[from + at] ?? 0) * (vector[at] ?? 0);
  return sum;
}

const hashes = new WeakMap<PassageIndex, string[]>();

/** As the database writes them. */
function hashesOf(index: PassageIndex): string[] {
  const known = hashes.get(index);
  if (known) return known;
  const made = index.passages.map(({ passage }) =>
    createHash('sha256').update(embeddedText(passage)).digest('hex'),
  );
  hashes.set(index, made);
  return made;
}
