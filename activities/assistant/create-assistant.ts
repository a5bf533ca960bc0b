import type { Database } from '../../db/connection/database.ts';
import type { ChangedPassages, LoadedPassages, Reader } from '../../db/knowledge/load-passages.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { Assistant } from './assistant.ts';
import type { EmbeddingsEndpoint } from '../embeddings/embeddings-endpoint.ts';
import { createKeptEmbeddings } from '../embeddings/kept-embeddings.ts';
import { createQuestionVectors } from '../embeddings/question-vectors.ts';
import { createExtractiveAssistant } from './extractive-assistant.ts';
import { createHelper } from './create-helper.ts';
import { createKnownQuirks } from './model/known-quirks.ts';
import { BY_WORDS, createMeaning, type Meaning } from './meaning/meaning.ts';
import { createModelAssistant, type ModelSettings } from './model-assistant.ts';
import { createPassageIndexes } from './retrieval/passage-indexes.ts';
import { withinBudgets } from './within-budgets.ts';

/** With a model it writes the answers, without one the docs speak for themselves. Nobody else knows which it is. */
export function createAssistant(deps: {
  model: ModelSettings | null;
  loadPassages(projectId: ProjectId, reader: Reader): Promise<LoadedPassages>;
  /** What changed of them; without it every change is a new index. */
  loadChanges?(projectId: ProjectId, reader: Reader, since: number): Promise<ChangedPassages>;
  /** Where a model's use is counted; without it nobody counts. */
  db?: Database;
  /** Embeds passages and questions; null: what is found is found by words. */
  embeddings?: EmbeddingsEndpoint | null;
}): Assistant {
  const indexes = createPassageIndexes({
    all: (projectId, reader) => deps.loadPassages(projectId, reader),
    ...(deps.loadChanges && { changes: deps.loadChanges }),
  });
  const meaning = meaningFor(deps);
  const { db, model } = deps;
  const quirks = model ? createKnownQuirks(model.baseUrl, db) : undefined;
  const assistant = model
    ? createModelAssistant(model, { indexes, meaning, ...(quirks && { quirks }) })
    : createExtractiveAssistant(indexes, meaning);
  const helper = createHelper(model, { indexes, ...(quirks && { quirks }), db });
  const counting = db && { db, model: model?.model ?? null, languageOf: helper.languageOf };
  return { ...(counting ? withinBudgets(assistant, counting) : assistant), helper };
}

function meaningFor({ db, embeddings }: { db?: Database; embeddings?: EmbeddingsEndpoint | null }): Meaning {
  if (!db || !embeddings) return BY_WORDS;
  return createMeaning({
    kept: createKeptEmbeddings({ db, model: embeddings.settings.model }),
    vectors: createQuestionVectors(embeddings),
  });
}
