import type { ArticleId, ProjectId, VersionId } from '../../domain/ids.ts';
import type { Client } from '../live/client.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { ArticleForm } from './article-form.svelte.ts';

type Version = Awaited<ReturnType<Client['articles']['versions']['query']>>[number];
type Comparison = Awaited<ReturnType<Client['articles']['compare']['query']>>;

/** What an article said before, and one of those versions against what it says now. */
export class ArticleHistory {
  versions = $state.raw<Version[] | null>(null);
  shown = $state<VersionId | null>(null);
  /** Of the versions, or of the one that is shown. */
  failure = $state.raw<Failure | null>(null);
  private comparison = $state.raw<Comparison | null>(null);
  readonly parts = $derived(this.comparison?.parts ?? null);

  constructor(
    private readonly id: ArticleId,
    private readonly deps: { client: Client; projectId: ProjectId },
  ) {}

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    this.failure = null;
    try {
      this.versions = await client.articles.versions.query({ projectId, id: this.id });
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  /** Shows what it said at a moment, where it was changed since. @param at ISO 8601 */
  async showSince(at: string): Promise<void> {
    await this.load();
    // Each says until when it stood, the newest first.
    const stood = this.versions?.findLast((version) => Date.parse(version.at) > Date.parse(at));
    if (stood) await this.compare(stood.id);
  }

  async compare(versionId: VersionId): Promise<void> {
    const { client, projectId } = this.deps;
    const asked = { projectId, id: this.id, versionId };
    [this.shown, this.comparison, this.failure] = [versionId, null, null];
    try {
      const comparison = await client.articles.compare.query(asked);
      if (this.shown === versionId) this.comparison = comparison;
    } catch (error) {
      if (this.shown === versionId) this.failure = failureOf(error);
    }
  }

  hide(): void {
    [this.shown, this.comparison, this.failure] = [null, null, null];
  }

  /** Into the form, where it is saved like any other change. */
  bringBack(form: ArticleForm): void {
    if (!this.comparison) return;
    const { title, text } = this.comparison;
    [form.title, form.text] = [title, text];
  }
}
