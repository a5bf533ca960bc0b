import type { Reader } from '../../db/knowledge/load-passages.ts';
import type { Question } from './assistant.ts';

/** Whose articles may answer. Nobody is identified by what they write. */
export const readerOf = ({ isIdentified = false, withDrafts = false }: Question): Reader => ({
  identified: isIdentified,
  drafts: withDrafts,
});
