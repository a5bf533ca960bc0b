import {
  CUSTOMER_FILTERS,
  type CustomerFilter,
  type CustomerRow,
} from '../../domain/customers/customer-view.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { Client } from '../live/client.ts';
import type { Router } from '../app/router.svelte.ts';
import { customersPath } from '../app/routes.ts';
import { failureOf, type Failure } from '../live/failure.ts';

/** Somebody who types is asked for once they stop. */
const TYPED_MS = 150;

/** A project's customers, or those that are looked for, page by page. */
export class CustomerList {
  rows = $state.raw<CustomerRow[]>([]);
  search = $state('');
  filter = $state<CustomerFilter>('all');
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<Failure | null>(null);
  complete = $state(false);
  loadingMore = $state(false);
  /** What the rows were looked for by. */
  found = $state('');
  /** As its address says it. */
  readonly query = $derived({ search: this.search.trim(), filter: this.filter });
  private request = 0;
  private typing: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly deps: { client: Client; projectId: ProjectId; router: Router }) {
    const { searchParams: at } = deps.router.url;
    this.search = at.get('q') ?? '';
    this.filter = CUSTOMER_FILTERS.find((each) => each === at.get('only')) ?? 'all';
  }

  typed(): void {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.look(), TYPED_MS);
  }

  choose(filter: CustomerFilter): void {
    this.filter = filter;
    this.look();
  }

  /** What is looked for stands in the address, so that it can be passed on, and come back to. */
  private look(): void {
    const { router } = this.deps;
    const id = router.route.page === 'customers' ? router.route.id : null;
    void router.go(customersPath(id ?? undefined, this.query), { replace: true });
    void this.load(1);
  }

  /** What is on the screen stays there meanwhile. */
  async load(wanted = this.rows.length): Promise<void> {
    const request = ++this.request;
    const { search, filter } = this;
    if (this.phase === 'failed') this.phase = 'loading';
    try {
      let rows: CustomerRow[] = [];
      let page: CustomerRow[];
      do {
        page = await this.read({ search, filter }, rows.at(-1));
        rows = [...rows, ...page];
      } while (page.length > 0 && rows.length < wanted);
      if (request !== this.request) return;
      Object.assign(this, {
        rows,
        found: search,
        complete: page.length < PAGE,
        phase: 'ready',
        failure: null,
      });
    } catch (error) {
      if (request !== this.request) return;
      this.failure = failureOf(error);
      if (this.rows.length === 0) this.phase = 'failed';
    }
  }

  async more(): Promise<void> {
    if (this.complete || this.loadingMore) return;
    const { request } = this;
    this.loadingMore = true;
    try {
      const page = await this.read({ search: this.found, filter: this.filter }, this.rows.at(-1));
      if (request !== this.request) return;
      this.rows = withoutRepeated([...this.rows, ...page]);
      this.complete = page.length < PAGE;
    } catch (error) {
      this.failure = failureOf(error);
    } finally {
      this.loadingMore = false;
    }
  }

  private read(
    query: { search: string; filter: CustomerFilter },
    last: CustomerRow | undefined,
  ): Promise<CustomerRow[]> {
    const { client, projectId } = this.deps;
    const before = last ? { lastMessageAt: last.newest.lastMessageAt, id: last.newest.id } : null;
    return client.customers.list.query({ projectId, ...query, before });
  }
}

const PAGE = 50;

/** Whoever wrote meanwhile stands above, and in the next page as well. */
const withoutRepeated = (rows: CustomerRow[]): CustomerRow[] =>
  Object.values(Object.fromEntries(rows.map((row) => [row.id, row])));
