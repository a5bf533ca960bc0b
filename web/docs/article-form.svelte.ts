import type { ArticleId, GapId, ProjectId } from '../../domain/ids.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { Client } from '../live/client.ts';

/** One article being written. A new one has its id from the first letter on, so that saving twice makes one. */
export class ArticleForm {
  title = $state('');
  text = $state('');
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  saving = $state(false);
  exists = $state(false);
  failure = $state.raw<Failure | null>(null);
  private saved = $state.raw({ title: '', text: '' });
  /** What it is called until something is saved. */
  readonly heading = $derived(this.saved.title);
  readonly changed = $derived(this.title !== this.saved.title || this.text !== this.saved.text);

  constructor(
    readonly id: ArticleId,
    private readonly deps: { client: Client; projectId: ProjectId },
  ) {}

  /** For the gap that it is to fill. */
  takeDraft({ title, text }: { title: string; text: string }): void {
    [this.title, this.text] = [title, text];
  }

  async load({ isNew }: { isNew: boolean }): Promise<void> {
    if (isNew) return this.ready();
    const { client, projectId } = this.deps;
    this.phase = 'loading';
    try {
      const { title, text } = await client.articles.get.query({ projectId, id: this.id });
      this.saved = { title, text };
      [this.title, this.text] = [title, text];
      this.exists = true;
      this.ready();
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code === 'not_found') return this.ready();
      this.failure = failure;
      this.phase = 'failed';
    }
  }

  /** @param gapId the gap that it is published for. */
  async save(gapId: GapId | null = null): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    const { id, title, text } = this;
    this.saving = true;
    try {
      const article = { projectId, id, title, text };
      if (gapId) await client.gaps.publish.mutate({ ...article, gapId });
      else await client.articles.save.mutate(article);
      this.saved = { title, text };
      this.exists = true;
      return null;
    } catch (error) {
      return failureOf(error);
    } finally {
      this.saving = false;
    }
  }

  forget(): void {
    this.saved = { title: this.title, text: this.text };
  }

  private ready(): void {
    this.phase = 'ready';
    this.failure = null;
  }
}
