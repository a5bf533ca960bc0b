import type { ArticleId, ProjectId, VersionId } from '../../domain/ids.ts';
import type { Client } from '../live/client.ts';
import type { ArticleForm } from './article-form.svelte.ts';

type Version = Awaited<ReturnType<Client['articles']['versions']['query']>>[number];
type Comparison = Awaited<ReturnType<Client['articles']['compare']['query']>>;

/** What an article said before, and one of those versions against what it says now. */
export class ArticleHistory {
  versions = $state.raw<Version[] | null>(null);
  shown = $state<VersionId | null>(null);
  private comparison = $state.raw<Comparison | null>(null);
  readonly parts = $derived(this.comparison?.parts ?? null);

  constructor(
    private readonly id: ArticleId,
    private readonly deps: { client: Client; projectId: ProjectId },
  ) {}

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    this.versions = await client.articles.versions
      .query({ projectId, id: this.id })
      .catch(() => this.versions);
  }

  async compare(versionId: VersionId): Promise<void> {
    const { client, projectId } = this.deps;
    const asked = { projectId, id: this.id, versionId };
    this.shown = versionId;
    const comparison = await client.articles.compare.query(asked).catch(() => null);
    if (this.shown === versionId) this.comparison = comparison;
  }

  /** Into the form, where it is saved like any other change. */
  bringBack(form: ArticleForm): void {
    if (!this.comparison) return;
    const { title, text } = this.comparison;
    [form.title, form.text] = [title, text];
  }
}
