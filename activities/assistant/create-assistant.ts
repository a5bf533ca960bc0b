import type { Database } from '../../db/connection/database.ts';
import type { LoadedPassages } from '../../db/knowledge/articles.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { Assistant } from './assistant.ts';
import type { EmbeddingsEndpoint } from '../embeddings/embeddings-endpoint.ts';
import { createKeptEmbeddings } from '../embeddings/kept-embeddings.ts';
import { createQuestionVectors } from '../embeddings/question-vectors.ts';
import { createExtractiveAssistant } from './extractive-assistant.ts';
import { BY_WORDS, createMeaning } from './meaning/meaning.ts';
import { createModelAssistant, type ModelSettings } from './model-assistant.ts';
import { createPassageIndexes } from './retrieval/passage-indexes.ts';
import { withinCeilings } from './within-ceilings.ts';

/** With a model it writes the answers, without one the docs speak for themselves. Nobody else knows which it is. */
export function createAssistant(deps: {
  model: ModelSettings | null;
  loadPassages(projectId: ProjectId): Promise<LoadedPassages>;
  /** Where a model's use is counted; without it nobody counts. */
  db?: Database;
  /** Embeds passages and questions; null: what is found is found by words. */
  embeddings?: EmbeddingsEndpoint | null;
}): Assistant {
  const indexes = createPassageIndexes((projectId) => deps.loadPassages(projectId));
  const { db, embeddings } = deps;
  const meaning =
    db && embeddings
      ? createMeaning({
          kept: createKeptEmbeddings({ db, model: embeddings.settings.model }),
          vectors: createQuestionVectors(embeddings),
        })
      : BY_WORDS;
  if (!deps.model) return createExtractiveAssistant(indexes, meaning);
  const assistant = createModelAssistant(deps.model, indexes, { meaning });
  return deps.db ? withinCeilings(assistant, deps.db) : assistant;
}
