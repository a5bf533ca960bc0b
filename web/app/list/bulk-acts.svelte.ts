import type { BulkProgress, Given } from '../../../domain/bulk/bulk.ts';
import { newId, type BulkId, type ConversationId, type ProjectId } from '../../../domain/ids.ts';
import type { Client } from '../../live/client.ts';
import { failureOf, type Failure } from '../../live/failure.ts';

/** What was last done to many conversations at once. */
export type Done =
  { act: 'command'; bulk: BulkProgress } | { act: 'unread'; ids: ConversationId[]; unread: boolean };

/** Acts on many conversations: the api carries them out, whatever becomes of this page. */
export class BulkActs {
  /** The newest, until it is put away. */
  done = $state.raw<Done | null>(null);
  failure = $state.raw<Failure | null>(null);
  private own: BulkId | null = null;

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  give(given: Given, conversationIds: ConversationId[]): Promise<boolean> {
    const id = newId('blk');
    return this.begin(id, ({ client, projectId }) =>
      client.bulk.begin.mutate({ projectId, id, given, conversationIds }),
    );
  }

  markUnread(ids: ConversationId[], { unread = true } = {}): Promise<boolean> {
    return this.attempt(async ({ client, projectId }) => {
      await client.conversations.markUnread.mutate({ projectId, conversationIds: ids, unread });
      this.done = { act: 'unread', ids, unread };
    });
  }

  undo = (done: Done): Promise<boolean> => {
    if (done.act === 'unread') return this.markUnread(done.ids, { unread: !done.unread });
    const id = newId('blk');
    return this.begin(id, ({ client, projectId }) =>
      client.bulk.undo.mutate({ projectId, id, bulkId: done.bulk.id }),
    );
  };

  /** From the stream: this page's own act, or one that goes on since an earlier visit. */
  take(bulk: BulkProgress): void {
    if (this.own === null && this.done === null) this.own = bulk.id;
    if (bulk.id !== this.own) return;
    const isOlder = this.done?.act === 'command' && this.done.bulk.id === bulk.id && this.done.bulk.finished;
    if (!isOlder) this.done = { act: 'command', bulk };
  }

  putAway = (): void => {
    this.done = null;
    this.failure = null;
    this.own = null;
  };

  private begin(id: BulkId, ask: (deps: BulkActs['deps']) => Promise<BulkProgress>): Promise<boolean> {
    this.own = id;
    return this.attempt(async (deps) => {
      this.take(await ask(deps));
    });
  }

  /** @returns whether it was taken. */
  private async attempt(ask: (deps: BulkActs['deps']) => Promise<void>): Promise<boolean> {
    this.failure = null;
    try {
      await ask(this.deps);
      return true;
    } catch (error) {
      this.failure = failureOf(error);
      return false;
    }
  }
}
