import type { Client } from '../live/client.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { Me } from './session.svelte.ts';

export type ProjectRow = Awaited<ReturnType<Client['projects']['list']['query']>>[number];

/** The number of the project on the screen is live; what happens in others is asked for, and when somebody comes back. */
const EVERY_MS = 60_000;

/** The projects of whoever is signed in, and what is unread in each. */
export class Projects {
  rows = $state.raw<ProjectRow[]>([]);
  failure = $state.raw<Failure | null>(null);

  constructor(private readonly deps: { client: Client; me: Me }) {
    this.rows = deps.me.projects.map((project) => ({ ...project, unread: 0 }));
  }

  /** @returns how to stop. */
  follow(): () => void {
    void this.load();
    const look = () => {
      if (this.rows.length > 1 && document.visibilityState === 'visible') void this.load();
    };
    const timer = setInterval(look, EVERY_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }

  async load(): Promise<void> {
    try {
      this.rows = await this.deps.client.projects.list.query();
      this.failure = null;
    } catch (error) {
      this.failure = failureOf(error);
    }
  }
}
