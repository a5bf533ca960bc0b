import type { Reader } from '../../db/knowledge/load-passages.ts';
import type { Question } from './assistant.ts';
import type { PassageIndex } from './retrieval/rank-passages.ts';
import type { PassageIndexes } from './retrieval/passage-indexes.ts';

/** Whose articles may answer. Nobody is identified by what they write. */
export const readerOf = ({ isIdentified = false, withDrafts = false }: Question): Reader => ({
  identified: isIdentified,
  drafts: withDrafts,
});

/** What answers it. Nobody is kept waiting by a trial. */
export const indexFor = (indexes: PassageIndexes, question: Question): Promise<PassageIndex> =>
  indexes.of(question.project, readerOf(question), { isTrial: question.conversation === undefined });
