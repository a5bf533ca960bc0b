import type { ArticleId, ProjectId } from '../../domain/ids.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { Client } from '../live/client.ts';

export type ArticleRow = Awaited<ReturnType<Client['articles']['list']['query']>>[number];

/** The articles the assistant answers from. */
export class Docs {
  articles = $state.raw<ArticleRow[]>([]);
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<Failure | null>(null);

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    if (this.phase === 'failed') this.phase = 'loading';
    try {
      this.articles = await client.articles.list.query({ projectId });
      this.phase = 'ready';
    } catch (error) {
      this.failure = failureOf(error);
      this.phase = 'failed';
    }
  }

  /** An address that no article has is where a new one is written. */
  isNew(id: ArticleId): boolean {
    return this.phase === 'ready' && !this.articles.some((article) => article.id === id);
  }

  async remove(id: ArticleId): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    try {
      await client.articles.remove.mutate({ projectId, id });
      this.articles = this.articles.filter((article) => article.id !== id);
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }
}
