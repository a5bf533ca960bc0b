import { EventEmitter, on } from 'node:events';
import type { Change, Ending } from '../../db/connection/feed.ts';
import { hearSoon } from './hear-soon.ts';
import { listen } from '../../db/connection/listen.ts';
import type { ConversationId, DraftId, ProjectId } from '../../domain/ids.ts';
import { Arrivals, type ArrivalEvent } from './arrivals.ts';
import { Presences, type PresenceEvent } from './presences.ts';

export type { Ending } from '../../db/connection/feed.ts';

type Lasting = Exclude<Change, Ending | { kind: 'arriving' | 'presence' }>;

/** `resync`: notifications may have been missed; read the tables. */
export type FeedEvent = Lasting | ArrivalEvent | PresenceEvent | { kind: 'resync' };
/** Something happened in another project of whoever follows this one. */
export type InboxEvent = FeedEvent | { kind: 'elsewhere' };

/** A reader this far behind is gone or stuck; it is cut off and resumes by revision. */
const MAX_BACKLOG = 1_000;

/** Beyond these the database is not quick enough for hints. */
const MOST_HINTS = 100;
/** Who looks waits behind what is said. */
const MOST_OF_PRESENCE = 40;

/** One LISTEN connection of this process, shared by all its streams. */
export interface FeedHub {
  conversation(id: ConversationId, signal: AbortSignal): AsyncIterable<FeedEvent>;
  project(id: ProjectId, others: readonly ProjectId[], signal: AbortSignal): AsyncIterable<InboxEvent>;
  /** What has been streamed so far of a conversation's running draft. */
  draft(id: ConversationId): { draftId: DraftId; text: string } | null;
  /** What is accepted and not recorded. */
  readonly arrivals: Arrivals;
  /** Who is at a conversation at this moment. */
  readonly presences: Presences;
  /** Hears whose right to follow anything has ended, and `missed` when that may have gone unheard. @returns how to stop. */
  endings(hear: (ending: Ending | 'missed') => void): () => void;
  /** Hears that an act on many conversations began or is further. @returns how to stop. */
  bulks(hear: () => void): () => void;
  stop(): Promise<void>;
}

/** @param lost hears why a hint did not reach the other processes. */
export async function createFeedHub(
  databaseUrl: string,
  lost: (error: unknown) => void = () => {},
): Promise<FeedHub> {
  const emitter = new EventEmitter().setMaxListeners(0);
  const drafts = new Map<ConversationId, { draftId: DraftId; text: string }>();
  let hints = 0;
  const publish = (change: Change) => {
    if (hints >= (change.kind === 'presence' ? MOST_OF_PRESENCE : MOST_HINTS)) return;
    hints++;
    void listener
      .notify(change)
      .catch(lost)
      .finally(() => hints--);
  };
  const emit = (event: ArrivalEvent | PresenceEvent | Exclude<Lasting, OfProject>) => {
    if ('projectId' in event) emitter.emit(event.projectId, event);
    emitter.emit(event.conversationId, event);
  };
  const arrivals = new Arrivals({ announce: emit, publish });
  const presences = new Presences({ announce: emit, publish });
  const listener = await listen(databaseUrl, {
    connected: () => {
      for (const conversationId of arrivals.in()) arrivals.changed({ conversationId });
      emitter.emit('*', { kind: 'resync' });
      emitter.emit('ending', 'missed');
    },
    change: (change) => {
      if (isEnding(change)) return void emitter.emit('ending', change);
      if (change.kind === 'bulk') emitter.emit('bulk');
      if (isOfProject(change)) return void emitter.emit(change.projectId, change);
      if (change.kind === 'arriving') return arrivals.heard(change);
      if (change.kind === 'presence') return presences.heard(change);
      if (change.kind === 'conversation') arrivals.changed(change);
      if (change.kind === 'erased')
        for (const each of [arrivals, presences]) each.erased(change.conversationId);
      follow(drafts, change);
      emit(change);
    },
  });
  return {
    conversation: (id, signal) => stream(emitter, id, signal),
    project: (id, others, signal) => stream<InboxEvent>(emitter, id, signal, others),
    draft: (id) => drafts.get(id) ?? null,
    arrivals,
    presences,
    endings: (hear) => {
      emitter.on('ending', hear);
      return () => emitter.off('ending', hear);
    },
    bulks: (hear) => {
      emitter.on('bulk', hear);
      return () => emitter.off('bulk', hear);
    },
    stop: () => {
      presences.stop();
      return listener.stop();
    },
  };
}

const ENDINGS: Change['kind'][] = [
  'session_ended',
  'membership_ended',
  'visitor_ended',
  'second_step_required',
];
const isEnding = (change: Change): change is Ending => ENDINGS.includes(change.kind);

type OfProject = Extract<
  Change,
  {
    kind:
      | 'quarantine'
      | 'team'
      | 'tags'
      | 'docs'
      | 'gaps'
      | 'views'
      | 'rules'
      | 'evaluations'
      | 'bulk'
      | 'customer';
  }
>;

const OF_PROJECT: Change['kind'][] = [
  'quarantine',
  'team',
  'tags',
  'docs',
  'gaps',
  'views',
  'rules',
  'evaluations',
  'bulk',
  'customer',
] satisfies OfProject['kind'][];

/** Of no conversation in particular. */
const isOfProject = (change: Exclude<Change, Ending>): change is OfProject =>
  OF_PROJECT.includes(change.kind);

function follow(
  drafts: Map<ConversationId, { draftId: DraftId; text: string }>,
  change: Exclude<Lasting, OfProject>,
): void {
  if (change.kind === 'draft') {
    const known = drafts.get(change.conversationId);
    const text = known?.draftId === change.draftId ? known.text.slice(0, change.offset) : '';
    if (text.length === change.offset) {
      drafts.set(change.conversationId, { draftId: change.draftId, text: text + change.text });
    }
  } else {
    drafts.delete(change.conversationId);
  }
}

async function* stream<Event extends InboxEvent = FeedEvent>(
  emitter: EventEmitter,
  topic: string,
  signal: AbortSignal,
  others: readonly string[] = [],
): AsyncGenerator<Event> {
  const both = new EventEmitter();
  const forward = (event: InboxEvent) => both.emit('event', event);
  emitter.on(topic, forward).on('*', forward);
  const leaveOthers = hearSoon(emitter, others, () => forward({ kind: 'elsewhere' }));
  try {
    const events = on(both, 'event', { signal, highWaterMark: MAX_BACKLOG });
    for await (const [event] of events) yield event as Event;
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    emitter.off(topic, forward).off('*', forward);
    leaveOthers();
  }
}
