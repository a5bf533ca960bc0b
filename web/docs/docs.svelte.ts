import { newId, type ArticleId, type ProjectId, type SourceId } from '../../domain/ids.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { Client } from '../live/client.ts';
import { isChosen, type Choice } from './choice.ts';

export type ArticleRow = Awaited<ReturnType<Client['articles']['list']['query']>>[number];
export type SourceRow = Awaited<ReturnType<Client['sources']['list']['query']>>[number];
export type Hint = Awaited<ReturnType<Client['articles']['hints']['query']>>[number];
type Arrangement = Omit<Parameters<Client['articles']['arrange']['mutate']>[0], 'projectId' | 'ids'>;

/** After the last letter, in milliseconds. */
const SEARCH_AFTER_MS = 200;
/** A source that is read changes many times a second; nobody reads that fast. */
const RELOAD_EVERY_MS = 700;

/** The articles the assistant answers from, and where they come from. */
export class Docs {
  articles = $state.raw<ArticleRow[]>([]);
  sources = $state.raw<SourceRow[]>([]);
  hints = $state.raw<Hint[]>([]);
  cited = $state.raw<Record<string, number>>({});
  thumbs = $state.raw<Record<string, { helpful: number; unhelpful: number }>>({});
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<Failure | null>(null);
  choice = $state.raw<Choice>({ by: 'all' });
  search = $state('');
  /** Why nothing is looked for: every article is shown then. */
  searchFailure = $state.raw<Failure | null>(null);
  private found = $state.raw<readonly ArticleId[] | null>(null);
  readonly shown = $derived(
    this.articles.filter(
      (each) => isChosen(each, this.choice) && (this.found === null || this.found.includes(each.id)),
    ),
  );
  readonly vanished = $derived(this.articles.filter(({ vanishedAt }) => vanishedAt !== null));
  private timer: ReturnType<typeof setTimeout> | undefined;
  private reloading: ReturnType<typeof setTimeout> | undefined;
  private reloadingAll: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    if (this.phase === 'failed') this.phase = 'loading';
    try {
      [this.articles, this.sources] = await Promise.all([
        client.articles.list.query({ projectId }),
        client.sources.list.query({ projectId }),
      ]);
      this.phase = 'ready';
    } catch (error) {
      this.failure = failureOf(error);
      this.phase = 'failed';
    }
  }

  /** Something of it changed: read again, once for all that changes meanwhile. Many articles are read more rarely. */
  changed(): void {
    this.reloading ??= setTimeout(() => {
      this.reloading = undefined;
      void this.loadSources();
    }, RELOAD_EVERY_MS);
    this.reloadingAll ??= setTimeout(
      () => {
        this.reloadingAll = undefined;
        void this.load();
      },
      Math.max(RELOAD_EVERY_MS, this.articles.length),
    );
  }

  stop(): void {
    clearTimeout(this.reloading);
    clearTimeout(this.reloadingAll);
    clearTimeout(this.timer);
    this.reloading = this.reloadingAll = undefined;
  }

  /** What costs the database more, and changes slowly. */
  async loadMore(): Promise<void> {
    const { client, projectId } = this.deps;
    this.cited = await client.articles.cited.query({ projectId }).catch(() => this.cited);
    this.thumbs = await client.articles.thumbs.query({ projectId }).catch(() => this.thumbs);
    this.hints = await client.articles.hints.query({ projectId }).catch(() => this.hints);
  }

  typed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), SEARCH_AFTER_MS);
  }

  /** An address that no article has is where a new one is written. */
  isNew(id: ArticleId): boolean {
    return this.phase === 'ready' && !this.articles.some((article) => article.id === id);
  }

  arrange(ids: ArticleId[], how: Arrangement): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    return this.try(() => client.articles.arrange.mutate({ projectId, ids, ...how }));
  }

  settle(ids: ArticleId[], { keep }: { keep: boolean }): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    return this.try(() => client.articles.settleVanished.mutate({ projectId, ids, keep }));
  }

  act(id: SourceId, act: 'readNow' | 'pause' | 'resume' | 'stop'): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    return this.try(() => client.sources.act.mutate({ projectId, id, act, command: newId('msg') }));
  }

  removeSource(id: SourceId): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    this.choice = { by: 'all' };
    return this.try(() => client.sources.remove.mutate({ projectId, id }));
  }

  remove(id: ArticleId): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    return this.try(() => client.articles.remove.mutate({ projectId, id }));
  }

  private async loadSources(): Promise<void> {
    const { client, projectId } = this.deps;
    this.sources = await client.sources.list.query({ projectId }).catch(() => this.sources);
  }

  private async look(): Promise<void> {
    const { client, projectId } = this.deps;
    const words = this.search.trim();
    if (!words) return void ([this.found, this.searchFailure] = [null, null]);
    try {
      const ids = await client.articles.search.query({ projectId, words });
      if (words === this.search.trim()) [this.found, this.searchFailure] = [ids, null];
    } catch (error) {
      if (words === this.search.trim()) [this.found, this.searchFailure] = [null, failureOf(error)];
    }
  }

  private async try(work: () => Promise<unknown>): Promise<Failure | null> {
    try {
      await work();
      await this.load();
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }
}
