import type { LoadedPassages, Reader } from '../../../db/knowledge/load-passages.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import { indexPassages, type PassageIndex } from './rank-passages.ts';

/** A megabyte of docs takes a quarter of a second to index and a few megabytes to keep: a worker keeps its busiest projects'. */
const KEPT_PROJECTS = 20;

export interface PassageIndexes {
  /** The index of a project's docs at that revision or a newer one. */
  of(project: { id: ProjectId; docsRevision: number }, reader?: Reader): Promise<PassageIndex>;
}

/** Indexes are made once per project and docs revision; the one unused for longest goes first. */
export function createPassageIndexes(
  load: (projectId: ProjectId, reader: Reader) => Promise<LoadedPassages>,
): PassageIndexes {
  const kept = new Map<string, { revision: number; index: Promise<PassageIndex> }>();

  const make = (
    key: string,
    { id, docsRevision: revision }: { id: ProjectId; docsRevision: number },
    reader: Reader,
  ) => {
    const entry = {
      revision,
      index: Promise.resolve(load(id, reader)).then(({ passages }) => indexPassages(passages)),
    };
    entry.index.catch(() => kept.get(key) === entry && kept.delete(key));
    return entry;
  };
  return {
    of: (project, reader = { identified: false }) => {
      const key = `${project.id} ${reader.identified}`;
      const found = kept.get(key);
      const entry = found && found.revision >= project.docsRevision ? found : make(key, project, reader);
      kept.delete(key);
      kept.set(key, entry);
      const oldest = kept.keys().next().value;
      if (kept.size > KEPT_PROJECTS && oldest) kept.delete(oldest);
      return entry.index;
    },
  };
}
