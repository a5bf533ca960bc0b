import type { AgentId, ConversationId, CustomerId, ProjectId } from '../../domain/ids.ts';
import type { BulkProgress } from '../../domain/bulk/bulk.ts';
import type { ArrivingPreview } from '../../domain/inbox/arriving.ts';
import type { ConversationRow, InboxUpdate, UnreadOfProject } from '../../domain/inbox/views.ts';
import { decide } from '../../domain/search/decide.ts';
import { isSameQuery, type InboxQuery } from '../../domain/search/inbox-query.ts';
import { parseSearch } from '../../domain/search/search-text.ts';
import type { Connection } from '../live/connection.svelte.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import { followHere } from '../live/live.ts';
import { Doubted } from '../live/doubted.ts';
import { FIRST_LANE, inLane } from './routes.ts';
import type { Client } from '../live/client.ts';
import { belongsTo } from './lane.ts';
import { RowPages, type Place } from './list/row-pages.svelte.ts';
import { withArriving, type Arriving } from './list/place-row.ts';

interface Deps {
  client: Client;
  projectId: ProjectId;
  agentId: AgentId;
  connection: Connection;
  /** Somebody joined, left or has another role. */
  teamChanged(): void;
  /** Tags were made, renamed, merged or deleted. */
  tagsChanged(): void;
  /** Views were shared, changed or taken away. */
  viewsChanged(): void;
  /** Something happened in another project. */
  unreadElsewhere(projects: UnreadOfProject[]): void;
  /** Somebody may be waiting for the team. */
  changed(conversation: ConversationRow): void;
  /** An act on many conversations is further. */
  bulk(progress: BulkProgress): void;
}

/** A burst of changes asks for the numbers once. */
const COUNT_AFTER_MS = 400;

/** Off the team, or kept out of its project until a second step. */
const GONE: Failure['code'][] = ['not_found', 'second_step_required'];

/** One lane of the list, live. */
export class Inbox {
  query = $state.raw<InboxQuery>(inLane(FIRST_LANE));
  readonly lane = $derived(this.query.lane);
  private readonly search = $derived(parseSearch(this.query.search));
  /** What is held of the list. */
  readonly pages = new RowPages((before) => this.read(before));
  /** As they are recorded. */
  readonly rows = $derived(this.pages.rows);
  private arriving = $state.raw<readonly Arriving[]>([]);
  counts = $state.raw({ attention: 0, mine: 0, mentions: 0, unread: 0, parked: 0, quarantine: 0 });
  /** Grows with every change of the quarantine: its page reads again. */
  quarantineChanges = $state(0);
  /** Grows with every change of the rules. */
  ruleChanges = $state(0);
  /** Grows with every change of the test questions and of their runs. */
  evaluationChanges = $state(0);
  /** Of whom something is known that was not; null: of anybody, perhaps. New with every change. */
  customerChange = $state.raw<{ id: CustomerId | null }>({ id: null });
  /** Another object with every change of an article or a source. */
  docsChange = $state.raw({});
  /** Which conversation changed last. New with every change. */
  conversationChange = $state.raw<{ id: ConversationId | null }>({ id: null });
  /** Another object with every change of a gap or a correction. */
  gapsChange = $state.raw({});
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<Failure | null>(null);
  open = $state<ConversationId | null>(null);
  readonly shown = $derived(
    withArriving(this.rows, this.arriving, {
      belongs: (row) => this.belongs(row) ?? this.rows.some(({ id }) => id === row.id),
      ...{ sort: this.query.sort, open: this.open },
      ...{ complete: this.pages.complete, begins: this.pages.begins },
    }),
  );
  /** Of whom the search has to say whether they are among what was looked for. */
  private readonly doubted = new Doubted({
    ask: (among) => this.read(null, among),
    learn: (row, belongs) => this.place(row, belongs),
  });
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
      this.doubted.forget();
    };
  }

  async show(query: InboxQuery): Promise<void> {
    if (isSameQuery(query, this.query) && this.phase !== 'failed') return;
    // Whoever types sees what was found until what is found now is there.
    if (query.lane !== this.query.lane) this.pages.clear();
    this.query = query;
    this.doubted.forget();
    await this.reload({ anew: true });
  }

  /** Reads again what is on the screen, without taking it away meanwhile. `anew`: from its beginning. */
  async reload(how: { anew?: boolean } = {}): Promise<void> {
    if (this.phase === 'failed' || this.rows.length === 0) this.phase = 'loading';
    this.countSoon();
    const request = ++this.request;
    try {
      if (!(await this.pages.reload(how))) return;
      this.phase = 'ready';
      this.failure = null;
    } catch (error) {
      if (request === this.request) this.fail(error);
    }
  }

  take(update: InboxUpdate): void {
    if (update.type === 'quarantine') return this.quarantineChanged();
    if (update.type === 'team') return this.deps.teamChanged();
    if (update.type === 'tags') return this.deps.tagsChanged();
    if (update.type === 'docs') return void (this.docsChange = {});
    if (update.type === 'gaps') return void (this.gapsChange = {});
    if (update.type === 'rules') return void this.ruleChanges++;
    if (update.type === 'evaluations') return void this.evaluationChanges++;
    if (update.type === 'views') return this.deps.viewsChanged();
    if (update.type === 'customer') return void (this.customerChange = { id: update.id });
    if (update.type === 'arriving') return this.arrive(update.conversationId, update.arriving);
    if (update.type === 'bulk') return this.deps.bulk(update.bulk);
    if (update.type === 'unread') return this.deps.unreadElsewhere(update.projects);
    if (update.type === 'resync') {
      this.arriving = [];
      this.deps.teamChanged();
      this.deps.tagsChanged();
      this.quarantineChanged();
      this.customerChange = { id: null };
      this.docsChange = {};
      this.gapsChange = {};
      this.ruleChanges++;
      this.evaluationChanges++;
      return void this.reload();
    }
    const { conversation, arriving } = update;
    this.conversationChange = { id: conversation.id };
    this.arrive(conversation.id, arriving ?? null, conversation);
    this.deps.changed(conversation);
    const belongs = this.belongs(conversation);
    if (belongs === null) this.doubted.hear(conversation);
    else this.place(conversation, belongs);
    this.countSoon();
  }

  /** Whether the list holds a row; null: only the database knows. */
  private belongs(row: ConversationRow): boolean | null {
    const { agentId } = this.deps;
    return belongsTo(this.lane, row, agentId) && decide(this.search, row, agentId);
  }

  private place(row: ConversationRow, belongs: boolean): void {
    const { open, query } = this;
    this.pages.place(row, { belongs, open, sort: query.sort });
  }

  /** It was erased here: nobody should come back to it before the stream says so. */
  forget(id: ConversationId): void {
    this.pages.remove(id);
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

  private read(before: Place | null, among?: ConversationId[]): Promise<ConversationRow[]> {
    const { client, projectId } = this.deps;
    return client.conversations.list.query({ projectId, ...this.query, before, ...(among && { among }) });
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
