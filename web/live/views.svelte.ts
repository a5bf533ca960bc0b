import type { ProjectId, ViewId } from '../../domain/ids.ts';
import { isSameQuery, type InboxQuery } from '../../domain/search/inbox-query.ts';
import type { View } from '../../domain/search/view.ts';
import type { Client } from './client.ts';
import { failureOf, type Failure } from './failure.ts';

/** Whoever triages a list sees its number follow; nobody needs it to the second. */
const COUNT_AFTER_MS = 3_000;

type Kept = Omit<View, 'own'>;

/** The views in the navigation, with how many conversations each holds. */
export class Views {
  all = $state.raw<View[]>([]);
  counts = $state.raw<Partial<Record<ViewId, number>>>({});
  private counting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  /** The view that shows just this. */
  of(query: InboxQuery): View | undefined {
    return this.all.find((view) => isSameQuery(view, query));
  }

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    this.all = await client.views.list.query({ projectId }).catch(() => this.all);
    await this.count();
  }

  /** Something in the project changed. */
  changed(): void {
    if (this.all.length > 0) this.counting ??= setTimeout(() => void this.count(), COUNT_AFTER_MS);
  }

  stop(): void {
    clearTimeout(this.counting);
    this.counting = undefined;
  }

  /** @returns the failure, or null. */
  save(view: Kept): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    return this.then(client.views.save.mutate({ projectId, ...view }));
  }

  /** @returns the failure, or null. */
  remove(id: ViewId): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    return this.then(client.views.remove.mutate({ projectId, id }));
  }

  private async then(done: Promise<void>): Promise<Failure | null> {
    try {
      await done;
      await this.load();
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }

  private async count(): Promise<void> {
    this.stop();
    if (this.all.length === 0) return;
    const { client, projectId } = this.deps;
    this.counts = await client.views.counts.query({ projectId }).catch(() => this.counts);
  }
}
