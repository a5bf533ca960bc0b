import { z } from 'zod';
import type { Shapes } from '../../rpc/definition.ts';
import type { ProjectId } from '../ids.ts';
import type { embeddingPolicy } from './embedding-policy.ts';

/** What each message carries, and what comes back. */
export const embeddingShapes = {
  signals: {
    /** The id names docs and model: whoever says the same again says nothing new. */
    docsChanged: { input: z.strictObject({ id: z.string().min(1).max(300) }) },
  },
  updates: {},
  queries: {
    getProgress: { output: z.object({ embedded: z.int(), left: z.int().nullable() }) },
  },
} as const satisfies Shapes<typeof embeddingPolicy>;

/** The messages of the workflow that embeds a project's passages. */
export interface Embeddings {
  policy: typeof embeddingPolicy;
  shapes: typeof embeddingShapes;
  target: ProjectId;
  actor: Record<string, never>;
}
