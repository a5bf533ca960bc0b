import type { ProjectId } from '../../domain/ids.ts';
import { countDone, FIRST_STEPS, nextStep } from '../../domain/project/first-steps.ts';
import type { Client } from '../live/client.ts';
import { failureOf, type Failure } from '../live/failure.ts';

type Found = Awaited<ReturnType<Client['firstSteps']['get']['query']>>;

/** A busy inbox changes more often than anybody finishes a step. */
const AT_MOST_EVERY_MS = 3_000;

/** What a new project has done of its first steps, as the api last read it off what is there. */
export class FirstSteps {
  found = $state.raw<Found | null>(null);
  readonly count = $derived(this.found ? countDone(this.found.done) : 0);
  readonly next = $derived(this.found && nextStep(this.found.done));
  readonly finished = $derived(this.count === FIRST_STEPS.length);
  /** Hidden by the team, finished or not known yet: nothing to show. */
  readonly shown = $derived(this.found !== null && !this.found.hidden && !this.finished);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private askedAt = 0;

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  /** Nobody waits for it: what cannot be asked now stays as it was. */
  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    this.askedAt = Date.now();
    this.found = await client.firstSteps.get.query({ projectId }).catch(() => this.found);
  }

  /** After something that may have finished one. */
  loadSoon(): void {
    if (!this.shown || this.timer) return;
    const wait = Math.max(0, this.askedAt + AT_MOST_EVERY_MS - Date.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.load();
    }, wait);
  }

  /** Looks again whenever somebody comes back from where a step is done. @returns how to stop. */
  follow(): () => void {
    void this.load();
    const look = () => this.loadSoon();
    addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(this.timer);
      this.timer = undefined;
      removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }

  /** For the whole team. @returns what went wrong, or null. */
  async hide(hidden: boolean): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    const act = hidden ? client.firstSteps.dismiss : client.firstSteps.show;
    try {
      await act.mutate({ projectId });
      if (this.found) this.found = { ...this.found, hidden };
      // Whoever asked before that would show it again.
      void this.load();
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }
}
