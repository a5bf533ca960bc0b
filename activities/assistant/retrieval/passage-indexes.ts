import { setTimeout } from 'node:timers/promises';
import type { ChangedPassages, LoadedPassages, Reader } from '../../../db/knowledge/load-passages.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import { catchUp } from './catch-up.ts';
import { inSlices } from './in-slices.ts';
import { indexing, type GrowingIndex, type PassageIndex } from './rank-passages.ts';

/** A megabyte of docs takes a quarter of a second to index and a few megabytes to keep: a worker keeps its busiest projects'. */
const KEPT_PROJECTS = 20;

/**
 * Changes that an answer waits for: whoever saved an article expects it in the next one. More of them within a few seconds are an
 * import, which is caught up with beside the answers.
 */
const AWAITED_CHANGES = 20;
const SECONDS_OF_AN_IMPORT = 10;
/** And no longer than this for any, in milliseconds: a saved article takes some ten. */
const PATIENCE_MS = 200;

export interface PassageIndexes {
  /** The index of a project's docs at that revision or a newer one; while many articles come in, one that grows. */
  of(project: { id: ProjectId; docsRevision: number }, reader?: Reader): Promise<PassageIndex>;
}

export interface LoadDocs {
  all(projectId: ProjectId, reader: Reader): Promise<LoadedPassages>;
  /** What changed since a revision; without it every change is a new index. */
  changes?(projectId: ProjectId, reader: Reader, since: number): Promise<ChangedPassages>;
}

interface Kept {
  revision: number;
  index: Promise<GrowingIndex>;
  catchingUp: Promise<void> | null;
  /** From where changes are counted, to tell an import. */
  counted: { revision: number; at: number };
}

/** Indexes are made once per project and follow its docs; the one unused for longest goes first. */
export function createPassageIndexes({ all, changes }: LoadDocs): PassageIndexes {
  const kept = new Map<string, Kept>();

  const make = (key: string, { id, docsRevision }: Project, reader: Reader): Kept => {
    const made = all(id, reader).then(({ passages }) => inSlices(indexing(passages)));
    const counted = { revision: docsRevision, at: performance.now() };
    const entry: Kept = { revision: docsRevision, index: made, catchingUp: null, counted };
    made.catch(() => kept.get(key) === entry && kept.delete(key));
    return entry;
  };
  const follow = async (key: string, entry: Kept, { id, docsRevision }: Project, reader: Reader) => {
    if (!changes) return;
    const many = isImport(entry, docsRevision);
    entry.catchingUp ??= catchUp(entry, (since) => changes(id, reader, since))
      // One that lost its way is made anew by the next question.
      .catch(() => void (kept.get(key) === entry && kept.delete(key)))
      .finally(() => (entry.catchingUp = null));
    if (!many) await Promise.race([entry.catchingUp, setTimeout(PATIENCE_MS, undefined, { ref: false })]);
  };
  return {
    of: async (project, reader = { identified: false }) => {
      const key = `${project.id} ${reader.identified} ${reader.drafts ?? false}`;
      const known = kept.get(key);
      const usable = known && (changes !== undefined || known.revision >= project.docsRevision);
      const entry = usable ? known : make(key, project, reader);
      kept.delete(key);
      kept.set(key, entry);
      const oldest = kept.keys().next().value;
      if (kept.size > KEPT_PROJECTS && oldest) kept.delete(oldest);
      if (entry.revision < project.docsRevision) await follow(key, entry, project, reader);
      if (kept.has(key)) return entry.index;
      const anew = make(key, project, reader);
      kept.set(key, anew);
      return anew.index;
    },
  };
}

function isImport(entry: Kept, docsRevision: number): boolean {
  if (performance.now() - entry.counted.at > SECONDS_OF_AN_IMPORT * 1_000)
    entry.counted = { revision: entry.revision, at: performance.now() };
  return docsRevision - entry.counted.revision > AWAITED_CHANGES;
}

type Project = { id: ProjectId; docsRevision: number };
