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
/** Where no customer waits: what is tried is what was just saved, however busy the machine is. */
const TRIAL_PATIENCE_MS = 10_000;
/** One that began before the article was saved may lack it; the next one has it. */
const MOST_ROUNDS = 2;

export interface PassageIndexes {
  /** The index of a project's docs at that revision or a newer one; while many articles come in, one that grows. */
  of(
    project: { id: ProjectId; docsRevision: number },
    reader?: Reader,
    how?: { isTrial: boolean },
  ): Promise<PassageIndex>;
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
  const catchUpWith = (key: string, entry: Kept, { id }: Project, reader: Reader, load: Changes) =>
    (entry.catchingUp ??= catchUp(entry, (since) => load(id, reader, since))
      // One that lost its way is made anew by the next question.
      .catch(() => void (kept.get(key) === entry && kept.delete(key)))
      .finally(() => (entry.catchingUp = null)));
  const follow = async (key: string, entry: Kept, project: Project, reader: Reader, isTrial: boolean) => {
    if (!changes || !isBehind(entry, project)) return;
    const isAwaited = isTrial || !isImport(entry, project.docsRevision);
    const patience = setTimeout(isTrial ? TRIAL_PATIENCE_MS : PATIENCE_MS, 'over', { ref: false });
    for (let round = 0; round < MOST_ROUNDS && isBehind(entry, project) && kept.get(key) === entry; round++) {
      const caughtUp = catchUpWith(key, entry, project, reader, changes);
      if (!isAwaited || (await Promise.race([caughtUp, patience])) === 'over') return;
    }
  };
  return {
    of: async (project, reader = { identified: false }, { isTrial } = { isTrial: false }) => {
      const key = `${project.id} ${reader.identified} ${reader.drafts ?? false}`;
      const known = kept.get(key);
      const usable = known && (changes !== undefined || known.revision >= project.docsRevision);
      const entry = usable ? known : make(key, project, reader);
      kept.delete(key);
      kept.set(key, entry);
      const oldest = kept.keys().next().value;
      if (kept.size > KEPT_PROJECTS && oldest) kept.delete(oldest);
      await follow(key, entry, project, reader, isTrial);
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

const isBehind = (entry: Kept, { docsRevision }: Project) => entry.revision < docsRevision;

type Project = { id: ProjectId; docsRevision: number };
type Changes = NonNullable<LoadDocs['changes']>;
