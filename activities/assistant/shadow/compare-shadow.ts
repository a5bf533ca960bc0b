import { Context } from '@temporalio/activity';
import { loadPair, saveAgreement } from '../../../db/assistant/shadow-pairs.ts';
import type { Database } from '../../../db/connection/database.ts';
import { embeddingState } from '../../../db/knowledge/embeddings.ts';
import { agreementOf } from '../../../domain/assistant/modes/agreement.ts';
import type { DraftId, MessageId, ProjectId } from '../../../domain/ids.ts';
import type { EmbeddingsEndpoint } from '../../embeddings/embeddings-endpoint.ts';

export interface ShadowPair {
  projectId: ProjectId;
  draftId: DraftId;
  replyId: MessageId;
}

interface CompareDependencies {
  db: Database;
  embeddings: EmbeddingsEndpoint | null;
}

/** In milliseconds: words alone tell as well. */
const PATIENCE = 5_000;

/** Keeps how alike a draft and the agent's reply are. One in which the assistant had no words agrees with nothing. */
export async function compareShadow(deps: CompareDependencies, pair: ShadowPair): Promise<void> {
  const texts = await loadPair(deps.db, pair);
  if (!texts) return;
  const { draft, reply } = texts;
  const nothing = { likeness: null, agrees: null };
  const agreement = draft && reply ? agreementOf(draft, reply, await meaningOf(deps, pair, texts)) : nothing;
  await saveAgreement(deps.db, { ...pair, ...agreement });
}

/** The cosine of both texts' embeddings; null: there are none now. */
async function meaningOf(
  { db, embeddings }: CompareDependencies,
  { projectId }: ShadowPair,
  { draft, reply }: { draft: string; reply: string },
): Promise<number | null> {
  const project = embeddings && (await embeddingState(db, projectId));
  const model = project && (project.wanted ?? embeddings.settings.model);
  if (!model || model === 'off') return null;
  const signal = AbortSignal.any([Context.current().cancellationSignal, AbortSignal.timeout(PATIENCE)]);
  try {
    const [one, other] = await embeddings.embed({ model, as: 'passage', texts: [draft, reply], signal });
    return one && other ? cosine(one, other) : null;
  } catch {
    return null;
  }
}

function cosine(one: Float32Array, other: Float32Array): number {
  const dot = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
  const length = Math.sqrt(dot(one, one) * dot(other, other));
  return length === 0 ? 0 : dot(one, other) / length;
}
