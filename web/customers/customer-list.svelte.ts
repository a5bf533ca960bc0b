import type { CustomerRow } from '../../domain/customers/customer-view.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { Client } from '../live/client.ts';
import { failureOf, type Failure } from '../live/failure.ts';

/** Somebody who types is asked for once they stop. */
const TYPED_MS = 150;

/** A project's customers, or those that are looked for, page by page. */
export class CustomerList {
  rows = $state.raw<CustomerRow[]>([]);
  search = $state('');
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<Failure | null>(null);
  complete = $state(false);
  loadingMore = $state(false);
  /** What the rows were looked for by. */
  found = $state('');
  private request = 0;
  private typing: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  typed(): void {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => void this.load(1), TYPED_MS);
  }

  /** What is on the screen stays there meanwhile. */
  async load(wanted = this.rows.length): Promise<void> {
    const request = ++this.request;
    const { search } = this;
    if (this.phase === 'failed') this.phase = 'loading';
    try {
      let rows: CustomerRow[] = [];
      let page: CustomerRow[];
      do {
        page = await this.read(search, rows.at(-1));
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
      const page = await this.read(this.found, this.rows.at(-1));
      if (request !== this.request) return;
      this.rows = withoutRepeated([...this.rows, ...page]);
      this.complete = page.length < PAGE;
    } catch (error) {
      this.failure = failureOf(error);
    } finally {
      this.loadingMore = false;
    }
  }

  private read(search: string, last: CustomerRow | undefined): Promise<CustomerRow[]> {
    const { client, projectId } = this.deps;
    const before = last ? { lastMessageAt: last.newest.lastMessageAt, id: last.newest.id } : null;
    return client.customers.list.query({ projectId, search, before });
  }
}

const PAGE = 50;

/** Whoever wrote meanwhile stands above, and in the next page as well. */
const withoutRepeated = (rows: CustomerRow[]): CustomerRow[] =>
  Object.values(Object.fromEntries(rows.map((row) => [row.id, row])));
