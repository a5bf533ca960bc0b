import type { LoadedPassages } from '../../../db/knowledge/articles.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import { indexPassages, type PassageIndex } from './rank-passages.ts';

/** A megabyte of docs takes a quarter of a second to index and a few megabytes to keep: a worker keeps its busiest projects'. */
const KEPT_PROJECTS = 20;

export interface PassageIndexes {
  /** The index of a project's docs at that revision or a newer one. */
  of(project: { id: ProjectId; docsRevision: number }): Promise<PassageIndex>;
}

/** Indexes are made once per project and docs revision; the one unused for longest goes first. */
export function createPassageIndexes(
  load: (projectId: ProjectId) => Promise<LoadedPassages>,
): PassageIndexes {
  const kept = new Map<ProjectId, { revision: number; index: Promise<PassageIndex> }>();

  const make = (id: ProjectId, revision: number) => {
    const entry = {
      revision,
      index: Promise.resolve(load(id)).then(({ passages }) => indexPassages(passages)),
    };
    entry.index.catch(() => kept.get(id) === entry && kept.delete(id));
    return entry;
  };
  return {
    of: ({ id, docsRevision }) => {
      const found = kept.get(id);
      const entry = found && found.revision >= docsRevision ? found : make(id, docsRevision);
      kept.delete(id);
      kept.set(id, entry);
      const oldest = kept.keys().next().value;
      if (kept.size > KEPT_PROJECTS && oldest) kept.delete(oldest);
      return entry.index;
    },
  };
}
