import { createHash } from 'node:crypto';
import type { LoadedEmbeddings } from '../../../db/knowledge/load-embeddings.ts';
import type { LoadedPassage } from '../../../db/knowledge/load-passages.ts';
import { embeddedText } from '../../../domain/knowledge/embedded-text.ts';
import type { PassageIndex } from '../retrieval/rank-passages.ts';

/**
 * How near an index's passages are to a question, by their places: about 0 to 1, 0 being what any passage is. One that came after
 * the question is not in it.
 */
export type Likeness = ReadonlyMap<number, number>;

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
  const cosines = index.passages.map(({ at, passage }): [number, number | null] => {
    const row = rows.get(hashOf(passage));
    return [at, row === undefined ? null : dot(vectors, row * dimension, vector)];
  });
  return standingOut(cosines);
}

/** The same where only the nearest are known; the last of them stands for the others. */
export function likenessOfNearest(index: PassageIndex, nearest: ReadonlyMap<string, number>): Likeness {
  const least = Math.min(1, ...nearest.values());
  const spread = USUAL_SPREAD * (1 - least) || 1;
  const places = index.passages.map(({ at, passage }): [number, number] => {
    const cosine = nearest.get(hashOf(passage));
    return [at, cosine === undefined ? 0 : (cosine - least) / spread / FULL];
  });
  return new Map(places);
}

/** How far each stands above the others. A passage that has no vector yet is like any. */
function standingOut(cosines: [number, number | null][]): Likeness {
  const known = cosines.flatMap(([, cosine]) => (cosine === null ? [] : [cosine]));
  const mean = known.reduce((sum, cosine) => sum + cosine, 0) / (known.length || 1);
  const variance = known.reduce((sum, cosine) => sum + (cosine - mean) ** 2, 0);
  const usual = (USUAL_SPREAD * (1 - mean)) ** 2;
  const spread = Math.sqrt((variance + WORTH * usual) / (known.length + WORTH)) || 1;
  return new Map(cosines.map(([at, cosine]) => [at, cosine === null ? 0 : (cosine - mean) / spread / FULL]));
}

function dot(vectors: Float32Array, from: number, vector: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < vector.length; at++) sum += (vectors[from + at] ?? 0) * (vector[at] ?? 0);
  return sum;
}

const hashes = new WeakMap<LoadedPassage, string>();

/** As the database writes it. An index grows, its passages do not change. */
function hashOf(passage: LoadedPassage): string {
  const known = hashes.get(passage);
  if (known !== undefined) return known;
  const made = createHash('sha256').update(embeddedText(passage)).digest('hex');
  hashes.set(passage, made);
  return made;
}
