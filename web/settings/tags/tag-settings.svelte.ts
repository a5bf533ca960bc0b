import { newId, type TagId } from '../../../domain/ids.ts';
import type { Hue, Tag } from '../../../domain/triage/tag.ts';
import type { AppContext } from '../../app/app-context.svelte.ts';
import { failureOf, type Failure } from '../../live/failure.ts';

/** The project's tags, with how many conversations carry each. */
export class TagSettings {
  counts = $state.raw<Partial<Record<TagId, number>> | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);

  constructor(private readonly app: Pick<AppContext, 'client' | 'projectId' | 'tags'>) {}

  get all(): Tag[] {
    return this.app.tags.all;
  }

  async load(): Promise<void> {
    const { client, projectId, tags } = this.app;
    this.failure = null;
    try {
      const [counts] = await Promise.all([client.tags.counts.query({ projectId }), tags.load()]);
      this.counts = Object.fromEntries(counts.map(({ id, count }) => [id, count]));
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  add = (name: string) =>
    this.try(({ tags, projectId }) => tags.create.mutate({ projectId, id: newId('tag'), name }));
  save = (tag: { id: TagId; name: string; hue: Hue }) =>
    this.try(({ tags, projectId }) => tags.save.mutate({ projectId, ...tag }));
  merge = (id: TagId, into: TagId) =>
    this.try(({ tags, projectId }) => tags.merge.mutate({ projectId, id, into }));
  remove = (id: TagId) => this.try(({ tags, projectId }) => tags.remove.mutate({ projectId, id }));

  /** @returns the failure, or null. */
  private async try(
    work: (deps: Pick<AppContext['client'], 'tags'> & Pick<AppContext, 'projectId'>) => Promise<unknown>,
  ): Promise<Failure | null> {
    const { client, projectId } = this.app;
    this.busy = true;
    try {
      await work({ tags: client.tags, projectId });
      await this.load();
      return null;
    } catch (error) {
      return failureOf(error);
    } finally {
      this.busy = false;
    }
  }
}
