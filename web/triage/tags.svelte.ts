import { newId, type ProjectId, type TagId } from '../../domain/ids.ts';
import { tagsOf, type Tag } from '../../domain/triage/tag.ts';
import type { Client } from '../live/client.ts';

/** The tags of the project, as they are called now. */
export class Tags {
  all = $state.raw<Tag[]>([]);

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  /** What is known stays where they cannot be read. */
  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    this.all = await client.tags.list.query({ projectId }).catch(() => this.all);
  }

  of(ids: readonly TagId[]): Tag[] {
    return tagsOf(ids, this.all);
  }

  /** @returns the tag of that name, new or not. */
  async create(name: string): Promise<TagId> {
    const { client, projectId } = this.deps;
    const { id } = await client.tags.create.mutate({ projectId, id: newId('tag'), name });
    await this.load();
    return id;
  }
}
