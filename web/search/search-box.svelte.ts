import { isSameQuery, type InboxQuery, type InboxSort } from '../../domain/search/inbox-query.ts';
import { parseSearch, printFilter, printSearch } from '../../domain/search/search-text.ts';
import type { Filter, Search } from '../../domain/search/search.ts';
import { conversationPath, listPath, queryOf } from '../app/routes.ts';
import type { Router } from '../app/router.svelte.ts';

/** Between two letters of somebody who types. */
const PAUSE_MS = 200;
/** An operator whose value is still being typed. */
const UNFINISHED = /(^|\s)(is|assignee|tag|channel|before|after|from|has|priority):("[^"]*|\S*)$/i;

/** The box above the list and its chips. The address says what is shown; here is what is being typed. */
export class SearchBox {
  readonly query = $derived.by(() => queryOf(this.router.url));
  readonly search = $derived(parseSearch(this.query.search));
  text = $state('');
  private written: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly router: Router) {}

  /** Whether there is something to keep as a view. */
  get isFiltering(): boolean {
    return this.query.search !== '' || this.query.sort !== 'newest';
  }

  /** The address changed by another road: a view, a lane, back. */
  follow(search: string): void {
    if (search === this.written) return;
    clearTimeout(this.timer);
    this.written = search;
    this.text = printSearch({ words: parseSearch(search).words, filters: [] });
  }

  type(text: string): void {
    this.text = text;
    clearTimeout(this.timer);
    if (/\s$/.test(text) && parseSearch(text).filters.length > 0) this.enter();
    else this.timer = setTimeout(() => this.look(parseSearch(text.replace(UNFINISHED, '')).words), PAUSE_MS);
  }

  /** What was typed is meant: its operators become chips. */
  enter(): void {
    clearTimeout(this.timer);
    const { words, filters } = parseSearch(this.text);
    this.text = printSearch({ words, filters: [] });
    if (filters.length > 0 && words.length > 0) this.text += ' ';
    this.show({ words, filters: [...this.search.filters, ...filters] });
  }

  add(filter: Filter): void {
    this.show({ ...this.search, filters: [...this.search.filters, filter] });
  }

  remove(filter: Filter): void {
    const gone = printFilter(filter);
    const filters = this.search.filters.filter((each) => printFilter(each) !== gone);
    this.show({ ...this.search, filters });
  }

  has(filter: Filter): boolean {
    return this.search.filters.some((each) => printFilter(each) === printFilter(filter));
  }

  clear(): void {
    clearTimeout(this.timer);
    this.text = '';
    this.show({ words: [], filters: [] });
  }

  sortBy(sort: InboxSort): void {
    this.go({ ...this.query, sort });
  }

  private look(words: string[]): void {
    this.show({ words, filters: this.search.filters });
  }

  private show(search: Search): void {
    this.written = printSearch(parseSearch(printSearch(search)));
    this.go({ ...this.query, search: this.written });
  }

  private go(query: InboxQuery): void {
    if (isSameQuery(query, this.query)) return;
    const { route } = this.router;
    const to = route.page === 'conversation' ? conversationPath(route.id, query) : listPath(query);
    void this.router.go(to, { replace: true });
  }
}
