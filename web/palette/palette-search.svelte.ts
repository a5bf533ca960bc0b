import type { CustomerRow } from '../../domain/customers/customer-view.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { ConversationRow } from '../../domain/inbox/views.ts';
import { FIRST_SORT } from '../../domain/search/inbox-query.ts';
import { parseSearch, printSearch } from '../../domain/search/search-text.ts';
import type { Client } from '../live/client.ts';

/** Somebody who types is asked for once they stop. */
const TYPED_MS = 150;
/** One letter means too much. */
const LEAST_TYPED = 2;
const MOST_SHOWN = 5;

/** What only the server knows: conversations and customers that what is typed may mean. */
export class PaletteSearch {
  conversations = $state.raw<ConversationRow[]>([]);
  customers = $state.raw<CustomerRow[]>([]);
  /** An answer is on its way. */
  asking = $state(false);
  private request = 0;
  private typing: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  typed(text: string): void {
    this.stop();
    const search = text.trim();
    this.asking = search.length >= LEAST_TYPED;
    if (this.asking) this.typing = setTimeout(() => void this.ask(search), TYPED_MS);
    else Object.assign(this, { conversations: [], customers: [] });
  }

  /** Nobody waits for an answer any more. */
  stop(): void {
    this.request++;
    clearTimeout(this.typing);
  }

  private async ask(text: string): Promise<void> {
    const { client, projectId } = this.deps;
    const request = this.request;
    const search = printSearch(parseSearch(text));
    const [conversations, customers] = await Promise.all([
      client.conversations.list
        .query({ projectId, lane: 'all', search, sort: FIRST_SORT, before: null })
        .catch(() => []),
      client.customers.list.query({ projectId, search: text, before: null }).catch(() => []),
    ]);
    if (request !== this.request) return;
    this.conversations = conversations.slice(0, MOST_SHOWN);
    this.customers = customers.slice(0, MOST_SHOWN);
    this.asking = false;
  }
}
