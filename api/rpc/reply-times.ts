import type { Database } from '../../db/connection/database.ts';
import { medianReplySeconds } from '../../db/project/reply-time.ts';
import type { ProjectId } from '../../domain/ids.ts';
import { promisedWait, type PromisedWait } from '../../domain/project/promised-wait.ts';

/** Every widget asks, and a median of weeks does not move in minutes. */
const KEPT_MS = 10 * 60_000;

/** How soon people of a project usually answer, reckoned now and then. */
export class ReplyTimes {
  readonly #known = new Map<ProjectId, { at: number; wait: Promise<PromisedWait | null> }>();

  constructor(private readonly db: Database) {}

  /** Null: nobody can say yet, or nobody should. What cannot be reckoned now is nobody's reason not to open a chat. */
  usual(projectId: ProjectId, now = Date.now()): Promise<PromisedWait | null> {
    const known = this.#known.get(projectId);
    if (known && now - known.at < KEPT_MS) return known.wait;
    const wait = medianReplySeconds(this.db, projectId)
      .then((seconds) => (seconds === null ? null : promisedWait(seconds)))
      .catch(() => null);
    this.#known.set(projectId, { at: now, wait });
    return wait;
  }
}
