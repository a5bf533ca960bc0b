import type { DraftDependencies } from './assistant/draft-answer.ts';
import type { EmbeddingDependencies } from './embeddings/embed-passages.ts';
import type { EvaluationDependencies } from './evaluations/run-tests.ts';
import type { NoticeDependencies } from './notices/notice-dependencies.ts';
import type { SourceDependencies } from './sources/read-source.ts';

/** Everything a side effect needs; tests pass others. */
export interface Dependencies
  extends
    DraftDependencies,
    NoticeDependencies,
    SourceDependencies,
    EmbeddingDependencies,
    EvaluationDependencies {}
