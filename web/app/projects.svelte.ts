import type { Client } from '../live/client.ts';
import type { UnreadOfProject } from '../../domain/inbox/views.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { Me } from './session.svelte.ts';

export type ProjectRow = Awaited<ReturnType<Client['projects']['list']['query']>>[number];

/** The projects of whoever is signed in, and what is unread in each. */
export class Projects {
  rows = $state.raw<ProjectRow[]>([]);
  failure = $state.raw<Failure | null>(null);
  /** As the stream last said: newer than what was asked for before that. */
  private counted: UnreadOfProject[] = [];

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
    this.counted = counted;
    if (counted.length !== this.rows.length) return void this.load();
    this.rows = withCounts(this.rows, counted);
  }

  async load(): Promise<void> {
    const { counted } = this;
    try {
      const rows = await this.deps.client.projects.list.query();
      this.rows = counted === this.counted ? rows : withCounts(rows, this.counted);
      this.failure = null;
    } catch (error) {
      this.failure = failureOf(error);
    }
  }
}

const withCounts = (rows: ProjectRow[], counted: UnreadOfProject[]) =>
  rows.map((row) => ({ ...row, unread: counted.find(({ id }) => id === row.id)?.unread ?? row.unread }));
