import type { Client } from '../live/client.ts';
import type { UnreadOfProject } from '../../domain/inbox/views.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { Me } from './session.svelte.ts';

export type ProjectRow = Awaited<ReturnType<Client['projects']['list']['query']>>[number];

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
      if (document.visibilityState === 'visible') void this.load();
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }

  /** The stream says so while the inbox of one of them is open. */
  take(counted: UnreadOfProject[]): void {
    if (counted.length !== this.rows.length) return void this.load();
    const unreadOf = (of: ProjectRow) => counted.find(({ id }) => id === of.id)?.unread ?? of.unread;
    this.rows = this.rows.map((row) => ({ ...row, unread: unreadOf(row) }));
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
