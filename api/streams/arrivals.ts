import { randomUUID } from 'node:crypto';
import type { Change } from '../../db/connection/feed.ts';
import type { ConversationId, MessageId, ProjectId } from '../../domain/ids.ts';
import type { ArrivingMessage } from '../../domain/inbox/arriving.ts';
import { RecentIds } from './recent-ids.ts';

/** `unrecorded`: lists that do not show this conversation need its row, because something in it waits to be recorded. */
export interface ArrivalEvent {
  kind: 'arriving' | 'unrecorded';
  projectId: ProjectId;
  conversationId: ConversationId;
}

export interface Accepted {
  projectId: ProjectId;
  conversationId: ConversationId;
  message: ArrivingMessage;
}

interface Waiting {
  projectId: ProjectId;
  messages: ArrivingMessage[];
  /** Lists were given its row. */
  listed: boolean;
}

/** Beyond these a message shows when it is recorded. A visitor says twelve things a minute at most. */
const MOST_OF_ONE = 30;
const MOST_IN_ALL = 2_000;

/** A message may be recorded before its acceptance is heard of, and be sent again long after. */
const MOST_RECORDED = 10_000;
const MOST_CONVERSATIONS = 10_000;

/**
 * What Temporal has and the transcript does not, as far as this process heard of it: in memory and nowhere else. A hint to
 * whoever looks; the tables are the truth.
 */
export class Arrivals {
  readonly #waiting = new Map<ConversationId, Waiting>();
  readonly #recorded = new RecentIds<MessageId>(MOST_RECORDED);
  readonly #recordedIn = new RecentIds<ConversationId>(MOST_CONVERSATIONS);
  readonly #origin = randomUUID();
  readonly #followers = new Set<(id: ConversationId) => void>();
  #count = 0;

  constructor(
    private readonly deps: {
      announce(event: ArrivalEvent): void;
      /** To the other processes. */
      publish(change: Extract<Change, { kind: 'arriving' }>): void;
    },
  ) {}

  /** Shows it to whoever looks, here at once. Waits for nothing and never fails: its sender has been answered for. */
  accepted(said: Accepted): void {
    if (this.#add(said)) this.deps.publish({ kind: 'arriving', origin: this.#origin, ...said });
  }

  /** Another process accepted it, or this one did. */
  heard({ origin, projectId, conversationId, message }: Extract<Change, { kind: 'arriving' }>): void {
    if (origin !== this.#origin) this.#add({ projectId, conversationId, message });
  }

  /** The tables changed: whoever reads them now finds these messages. */
  changed({ conversationId, recorded = [] }: { conversationId: ConversationId; recorded?: MessageId[] }) {
    if (recorded.length > 0) this.#recordedIn.add(conversationId);
    this.#drop(conversationId, recorded);
    if (this.#waiting.has(conversationId)) this.#follow(conversationId);
  }

  /** Found out by asking: recorded, parked, or without a conversation. */
  settled(conversationId: ConversationId, ids: readonly MessageId[]): void {
    const { projectId } = this.#waiting.get(conversationId) ?? {};
    if (this.#drop(conversationId, ids) && projectId)
      this.deps.announce({ kind: 'arriving', projectId, conversationId });
  }

  /** It takes longer than usual: lists that do not have the conversation get its row. */
  delayed(conversationId: ConversationId): void {
    const waiting = this.#waiting.get(conversationId);
    if (!waiting || waiting.listed) return;
    waiting.listed = true;
    this.deps.announce({ kind: 'unrecorded', projectId: waiting.projectId, conversationId });
  }

  erased(conversationId: ConversationId): void {
    this.#drop(
      conversationId,
      this.of(conversationId).map(({ id }) => id),
    );
  }

  /** In the order they came. */
  of(conversationId: ConversationId): readonly ArrivingMessage[] {
    return this.#waiting.get(conversationId)?.messages ?? [];
  }

  /** Conversations of a project, or of all, in which something arrives. */
  in(projectId?: ProjectId): ConversationId[] {
    const all = [...this.#waiting].filter(([, waiting]) => !projectId || waiting.projectId === projectId);
    return all.map(([id]) => id);
  }

  /** Hears of every conversation in which something may have been recorded unheard, soon or now. @returns how to stop. */
  follow(hear: (id: ConversationId) => void): () => void {
    this.#followers.add(hear);
    return () => this.#followers.delete(hear);
  }

  #follow(id: ConversationId): void {
    for (const hear of this.#followers) hear(id);
  }

  #add({ projectId, conversationId, message }: Accepted): boolean {
    const waiting = this.#waiting.get(conversationId) ?? { projectId, messages: [], listed: false };
    const { messages } = waiting;
    const known = this.#recorded.has(message.id) || messages.some(({ id }) => id === message.id);
    if (known || messages.length >= MOST_OF_ONE || this.#count >= MOST_IN_ALL) return false;
    waiting.messages = [...messages, message];
    this.#waiting.set(conversationId, waiting);
    this.#count++;
    this.deps.announce({ kind: 'arriving', projectId, conversationId });
    // No list has a conversation in which nothing was ever said.
    if (!this.#recordedIn.has(conversationId)) this.delayed(conversationId);
    this.#follow(conversationId);
    return true;
  }

  /** @returns whether any of them waited. */
  #drop(conversationId: ConversationId, ids: readonly MessageId[]): boolean {
    for (const id of ids) this.#recorded.add(id);
    const waiting = this.#waiting.get(conversationId);
    if (!waiting) return false;
    const left = waiting.messages.filter(({ id }) => !ids.includes(id));
    const dropped = waiting.messages.length - left.length;
    waiting.messages = left;
    this.#count -= dropped;
    if (left.length === 0) this.#waiting.delete(conversationId);
    return dropped > 0;
  }
}
