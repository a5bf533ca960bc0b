import type { AgentId, ConversationId, CustomerId, ProjectId } from '../../domain/ids.ts';
import type { ArrivingPreview } from '../../domain/inbox/arriving.ts';
import type { ConversationRow, InboxLane, InboxUpdate, UnreadOfProject } from '../../domain/inbox/views.ts';
import type { Connection } from '../live/connection.svelte.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import { followHere } from '../live/live.ts';
import { FIRST_LANE } from './routes.ts';
import type { Client } from '../live/client.ts';
import { belongsTo } from './lane.ts';
import { appendPage, placeRow, withArriving, type Arriving } from './place-row.ts';

interface Deps {
  client: Client;
  projectId: ProjectId;
  agentId: AgentId;
  connection: Connection;
  /** Somebody joined, left or has another role. */
  teamChanged(): void;
  /** Tags were made, renamed, merged or deleted. */
  tagsChanged(): void;
  /** Something happened in another project. */
  unreadElsewhere(projects: UnreadOfProject[]): void;
  /** Somebody may be waiting for the team. */
  changed(conversation: ConversationRow): void;
}

/** A burst of changes asks for the numbers once. */
const COUNT_AFTER_MS = 400;

/** Off the team, or kept out of its project until a second step. */
const GONE: Failure['code'][] = ['not_found', 'second_step_required'];

/** One lane of the list, live. */
export class Inbox {
  lane = $state<InboxLane>(FIRST_LANE);
  /** As they are recorded. */
  rows = $state.raw<ConversationRow[]>([]);
  private arriving = $state.raw<readonly Arriving[]>([]);
  counts = $state.raw({ attention: 0, mine: 0, unread: 0, parked: 0, quarantine: 0 });
  /** Grows with every change of the quarantine: its page reads again. */
  quarantineChanges = $state(0);
  /** Of whom something is known that was not; null: of anybody, perhaps. New with every change. */
  customerChange = $state.raw<{ id: CustomerId | null }>({ id: null });
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  loadingMore = $state(false);
  failure = $state.raw<Failure | null>(null);
  open = $state<ConversationId | null>(null);
  /** The list reaches the end of the lane. */
  complete = $state(false);
  readonly shown = $derived(
    withArriving(this.rows, this.arriving, {
      belongs: (row) => belongsTo(this.lane, row, this.deps.agentId),
      ...{ complete: this.complete, open: this.open },
    }),
  );
  private request = 0;
  private counting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly deps: Deps) {}

  /** @returns how to stop. */
  follow(): () => void {
    return followHere((ended) => this.connect(ended));
  }

  private connect(ended: (error: unknown) => void): () => void {
    const { client, projectId, connection } = this.deps;
    const { handlers, forget } = connection.watch();
    const stream = client.conversations.inboxEvents.subscribe(
      { projectId },
      {
        ...handlers,
        onData: (update) => this.take(update),
        onError: (error) => {
          forget();
          if (GONE.includes(failureOf(error).code)) this.deps.teamChanged();
          ended(error);
        },
      },
    );
    return () => {
      stream.unsubscribe();
      forget();
      clearTimeout(this.counting);
    };
  }

  async show(lane: InboxLane): Promise<void> {
    if (lane === this.lane && this.phase !== 'failed') return;
    this.lane = lane;
    this.rows = [];
    this.complete = false;
    await this.reload();
  }

  /** Reads again what is on the screen, without taking it away meanwhile. */
  async reload(): Promise<void> {
    const request = ++this.request;
    const wanted = this.rows.length;
    if (this.phase === 'failed' || wanted === 0) this.phase = 'loading';
    this.countSoon();
    try {
      const { rows, complete } = await this.readAtLeast(wanted);
      if (request !== this.request) return;
      this.rows = rows;
      this.complete = complete;
      this.phase = 'ready';
      this.failure = null;
    } catch (error) {
      if (request === this.request) this.fail(error);
    }
  }

  async more(): Promise<void> {
    if (this.complete || this.loadingMore || this.phase !== 'ready') return;
    const request = this.request;
    this.loadingMore = true;
    try {
      const page = await this.read(this.rows.at(-1));
      if (request !== this.request) return;
      this.complete = page.length === 0;
      this.rows = appendPage(this.rows, page);
      this.failure = null;
    } catch (error) {
      this.failure = failureOf(error);
    } finally {
      this.loadingMore = false;
    }
  }

  take(update: InboxUpdate): void {
    if (update.type === 'quarantine') return this.quarantineChanged();
    if (update.type === 'team') return this.deps.teamChanged();
    if (update.type === 'tags') return this.deps.tagsChanged();
    if (update.type === 'customer') return void (this.customerChange = { id: update.id });
    if (update.type === 'arriving') return this.arrive(update.conversationId, update.arriving);
    if (update.type === 'unread') return this.deps.unreadElsewhere(update.projects);
    if (update.type === 'resync') {
      this.arriving = [];
      this.deps.teamChanged();
      this.deps.tagsChanged();
      this.quarantineChanged();
      this.customerChange = { id: null };
      return void this.reload();
    }
    const { conversation, arriving } = update;
    this.arrive(conversation.id, arriving ?? null, conversation);
    this.deps.changed(conversation);
    const belongs = belongsTo(this.lane, conversation, this.deps.agentId);
    const { complete, open } = this;
    if (this.phase === 'ready') this.rows = placeRow(this.rows, conversation, { belongs, complete, open });
    this.countSoon();
  }

  /** It was erased here: nobody should come back to it before the stream says so. */
  forget(id: ConversationId): void {
    this.rows = this.rows.filter((row) => row.id !== id);
    this.arrive(id, null);
  }

  private arrive(id: ConversationId, preview: ArrivingPreview | null, row?: ConversationRow): void {
    const known = this.arriving.find((each) => each.id === id);
    if (!known && !preview) return;
    const others = this.arriving.filter((each) => each !== known);
    this.arriving = preview ? [...others, { ...preview, id, row: row ?? known?.row ?? null }] : others;
  }

  private quarantineChanged(): void {
    this.quarantineChanges++;
    this.countSoon();
  }

  private async readAtLeast(wanted: number): Promise<{ rows: ConversationRow[]; complete: boolean }> {
    let rows: ConversationRow[] = [];
    for (;;) {
      const page = await this.read(rows.at(-1));
      rows = appendPage(rows, page);
      if (page.length === 0 || rows.length >= wanted) return { rows, complete: page.length === 0 };
    }
  }

  private read(last: ConversationRow | undefined): Promise<ConversationRow[]> {
    const { client, projectId } = this.deps;
    const before = last ? cursorOf(last) : null;
    return client.conversations.list.query({ projectId, lane: this.lane, before });
  }

  private fail(error: unknown): void {
    this.failure = failureOf(error);
    if (this.rows.length === 0) this.phase = 'failed';
  }

  private countSoon(): void {
    this.counting ??= setTimeout(() => void this.count(), COUNT_AFTER_MS);
  }

  private async count(): Promise<void> {
    this.counting = undefined;
    const { client, projectId } = this.deps;
    this.counts = await client.conversations.counts.query({ projectId }).catch(() => this.counts);
  }
}

const cursorOf = ({ escalatedAgain, lastMessageAt, id }: ConversationRow) => ({
  escalatedAgain,
  lastMessageAt,
  id,
});
