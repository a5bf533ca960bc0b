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

/** What only the server knows of what was typed. */
export interface Answer {
  conversations: ConversationRow[];
  customers: CustomerRow[];
}

/** Asks the server which conversations and customers may be meant. */
export class PaletteSearch {
  private request = 0;
  private typing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly deps: { client: Client; projectId: ProjectId },
    private readonly learn: (answer: Answer) => void,
  ) {}

  /** @returns whether an answer is on its way. */
  typed(text: string): boolean {
    this.stop();
    const search = text.trim();
    if (search.length < LEAST_TYPED) return false;
    this.typing = setTimeout(() => void this.ask(search), TYPED_MS);
    return true;
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
    this.learn({
      conversations: conversations.slice(0, MOST_SHOWN),
      customers: customers.slice(0, MOST_SHOWN),
    });
  }
}
