import type { Logger } from 'pino';
import type { Database } from '../../db/connection/database.ts';
import { embeddingState, type EmbeddedModel } from '../../db/knowledge/embeddings.ts';
import {
  hasPgvector,
  loadEmbeddings,
  nearestByPgvector,
  sizeOfEmbeddings,
  type LoadedEmbeddings,
} from '../../db/knowledge/load-embeddings.ts';
import type { Reader } from '../../db/knowledge/load-passages.ts';
import type { ProjectId } from '../../domain/ids.ts';

/** Bytes of one project's vectors, and of all that a worker keeps: 87,000 passages of 384 numbers, 21,000 of 1,536. */
const MOST_OF_ONE = 128 * 2 ** 20;
const MOST_OF_ALL = 256 * 2 ** 20;
/** Of vectors that stay in Postgres. */
const NEAREST = 200;

/** A project's vectors, in memory or in Postgres. */
export type ProjectVectors = { model: string } & (
  { kept: LoadedEmbeddings } | { nearest(vector: Float32Array, reader: Reader): Promise<Map<string, number>> }
);

export interface KeptEmbeddings {
  /** Null: there are none, or not of the model that the project wants. */
  of(project: { id: ProjectId; embedded?: EmbeddedModel }): Promise<ProjectVectors | null>;
}

/** Vectors are loaded once for each of their versions; those unused for longest make room. */
export function createKeptEmbeddings(deps: {
  db: Database;
  /** Where a project names none. */
  model: string;
  log?: Logger | undefined;
  mostOfOne?: number;
}): KeptEmbeddings {
  const { db, mostOfOne = MOST_OF_ONE } = deps;
  const kept = new Map<
    ProjectId,
    { version: number; bytes: number; vectors: Promise<ProjectVectors | null> }
  >();
  let pgvector: Promise<boolean> | null = null;

  const load = async (projectId: ProjectId, model: string, bytes: number): Promise<ProjectVectors | null> => {
    if (bytes === 0) return null;
    if (bytes <= mostOfOne) return { model, kept: await loadEmbeddings(db, { projectId, model }) };
    if (await (pgvector ??= hasPgvector(db)))
      return {
        model,
        nearest: (vector, reader) =>
          nearestByPgvector(db, { projectId, model, reader, vector, limit: NEAREST }),
      };
    deps.log?.warn({ projectId, bytes }, 'too many vectors to keep without pgvector: words alone decide');
    return null;
  };
  const makeRoom = () => {
    const used = () => [...kept.values()].reduce((sum, { bytes }) => sum + Math.min(bytes, mostOfOne), 0);
    for (const id of kept.keys()) if (kept.size > 1 && used() > MOST_OF_ALL) kept.delete(id);
  };
  return {
    of: async ({ id: projectId, embedded }) => {
      const state = embedded ?? (await embeddingState(db, projectId));
      const { model, version } = state ?? {};
      if (!model || !version || model !== (state?.wanted ?? deps.model)) return null;
      const found = kept.get(projectId);
      if (found?.version === version) {
        kept.delete(projectId);
        kept.set(projectId, found);
        return found.vectors;
      }
      const bytes = await sizeOfEmbeddings(db, { projectId, model });
      const entry = { version, bytes, vectors: load(projectId, model, bytes) };
      entry.vectors.catch(() => kept.get(projectId) === entry && kept.delete(projectId));
      kept.delete(projectId);
      kept.set(projectId, entry);
      makeRoom();
      return entry.vectors;
    },
  };
}
