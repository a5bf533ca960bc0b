import { ApplicationFailure, Context } from '@temporalio/activity';
import type { Database } from '../../db/connection/database.ts';
import {
  embeddingState,
  embeddingsUnavailable,
  embeddingsWhole,
  forgetEmbeddings,
  saveEmbeddings,
  unembeddedPassages,
  type UnembeddedPassage,
} from '../../db/knowledge/embeddings.ts';
import type { ProjectId } from '../../domain/ids.ts';
import { EmbeddingFailure, type EmbeddingsEndpoint } from './embeddings-endpoint.ts';

/** What it takes to embed a project's passages. */
export interface EmbeddingDependencies {
  db: Database;
  /** Null: passages are found by words alone. */
  embeddings: EmbeddingsEndpoint | null;
}

export interface EmbeddedBatch {
  embedded: number;
  left: number;
  /** Why the rest is not embedded; null: it is, or will be. */
  unavailable: string | null;
}

/** Texts. Some 10,000 tokens at a time, which every endpoint takes, and a few seconds of a small model on a processor. */
const AT_ONCE = 32;
/** Requests of one activity: every tenth writes to the history, and what is done is kept after each. */
const REQUESTS = 10;
/** A third of the heartbeat timeout's eight seconds, and less. */
const HEARTBEAT_MS = 2_000;
/** An endpoint that does not embed now may after its next update. */
const UNAVAILABLE_MS = 6 * 3_600_000;

const nothing = (left = 0): EmbeddedBatch => ({ embedded: 0, left, unavailable: null });

/** Embeds the next of a project's passages that no vector is kept of: what was done before is never asked for again. */
export async function embedPassages(
  { db, embeddings }: EmbeddingDependencies,
  { projectId }: { projectId: ProjectId },
): Promise<EmbeddedBatch> {
  const project = await embeddingState(db, projectId);
  if (!project || !embeddings) return nothing();
  const model = project.wanted ?? embeddings.settings.model;
  if (model === 'off') {
    await forgetEmbeddings(db, projectId);
    return nothing();
  }
  const alive = setInterval(() => Context.current().heartbeat(), HEARTBEAT_MS);
  try {
    return await embedNext({ db, embeddings }, { projectId, model, docsRevision: project.docsRevision });
  } catch (error) {
    if (!(error instanceof EmbeddingFailure)) throw error;
    if (!error.isFinal) throw later(error);
    const asked = `${embeddings.settings.baseUrl} ${model}`;
    await embeddingsUnavailable(db, { projectId, asked, ms: UNAVAILABLE_MS });
    return { ...nothing(), unavailable: error.message };
  } finally {
    clearInterval(alive);
  }
}

async function embedNext(
  { db, embeddings }: { db: Database; embeddings: EmbeddingsEndpoint },
  about: { projectId: ProjectId; model: string; docsRevision: number },
): Promise<EmbeddedBatch> {
  const { projectId, model } = about;
  const signal = Context.current().cancellationSignal;
  let embedded = 0;
  for (let request = 0; request < REQUESTS; request++) {
    const { next, left } = await unembeddedPassages(db, { projectId, model, limit: AT_ONCE });
    if (left === 0) {
      await embeddingsWhole(db, about);
      return { ...nothing(), embedded };
    }
    const found = await embed(next, (texts) => embeddings.embed({ model, as: 'passage', texts, signal }));
    await saveEmbeddings(db, { projectId, model, found });
    embedded += next.length;
  }
  const { left } = await unembeddedPassages(db, { projectId, model, limit: 1 });
  // A last look at what is whole is the next batch's.
  return { embedded, left: Math.max(1, left), unavailable: null };
}

/** The same words in two articles are asked for once. */
async function embed(passages: UnembeddedPassage[], ask: (texts: string[]) => Promise<Float32Array[]>) {
  const texts = new Map(passages.map(({ hash, text }) => [hash, text]));
  const vectors = await ask([...texts.values()]);
  const byHash = new Map([...texts.keys()].map((hash, at) => [hash, vectors[at]]));
  return passages.map(({ articleId, hash }) => ({
    articleId,
    hash,
    embedding: [...(byHash.get(hash) ?? [])],
  }));
}

function later({ message, retryAfterMs }: EmbeddingFailure): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type: 'embeddings',
    ...(retryAfterMs !== undefined && { nextRetryDelay: retryAfterMs }),
  });
}
