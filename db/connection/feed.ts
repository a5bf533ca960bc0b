import { sql, type SQL } from 'drizzle-orm';
import type {
  AgentId,
  BulkId,
  ConversationId,
  CustomerId,
  DraftId,
  MessageId,
  ProjectId,
  VisitorId,
} from '../../domain/ids.ts';
import type { ArrivingMessage } from '../../domain/inbox/arriving.ts';
import type { Present } from '../../domain/presence/present.ts';
import type { Database, Queryable } from './database.ts';
import { prepared } from './prepared.ts';

export const CHANNEL = 'throughline';

/**
 * What travels on the feed. Changes are ids only: readers fetch what they may see.
 * The text of a draft or of an arriving message is the exception, because it exists in no table until it is recorded.
 */
export type Change =
  | {
      kind: 'conversation';
      projectId: ProjectId;
      conversationId: ConversationId;
      revision: number;
      /** Under the ids their senders gave them: messages that have their numbers by now. */
      recorded?: MessageId[];
    }
  /** From one api process to the others; `origin` is the one that has told its own readers. */
  | {
      kind: 'arriving';
      origin: string;
      projectId: ProjectId;
      conversationId: ConversationId;
      message: ArrivingMessage;
    }
  /** The same way. Null: that window looks no more. */
  | {
      kind: 'presence';
      origin: string;
      conversationId: ConversationId;
      window: string;
      present: Present | null;
    }
  | { kind: 'quarantine'; projectId: ProjectId }
  /** Who is on the team, or invited to it. */
  | { kind: 'team'; projectId: ProjectId }
  /** An act on many conversations began, is further, or ended. */
  | { kind: 'bulk'; projectId: ProjectId; agentId: AgentId; bulkId: BulkId }
  /** Which tags there are, how they are called and what they stand for. */
  | { kind: 'tags'; projectId: ProjectId }
  /** What the assistant answers from, or how far a source is read. */
  | { kind: 'docs'; projectId: ProjectId }
  /** Which gaps and corrections there are, and how far they are. */
  | { kind: 'gaps'; projectId: ProjectId }
  /** Which rules there are, what they say and in which order. */
  | { kind: 'rules'; projectId: ProjectId }
  /** Test questions changed, or an evaluation is further. */
  | { kind: 'evaluations'; projectId: ProjectId }
  /** Which views of the inbox there are, and what they show. */
  | { kind: 'views'; projectId: ProjectId }
  /** What is known of a customer; null: what is to be known of any. */
  | { kind: 'customer'; projectId: ProjectId; customerId: CustomerId | null }
  | { kind: 'read'; projectId: ProjectId; conversationId: ConversationId }
  | { kind: 'erased'; projectId: ProjectId; conversationId: ConversationId }
  | { kind: 'draft'; conversationId: ConversationId; draftId: DraftId; offset: number; text: string }
  | { kind: 'withdrawn'; conversationId: ConversationId; draftId: DraftId }
  | Ending;

/** The end of a right to follow anything. The tables say so themselves (triggers), whoever changed them. */
export type Ending =
  | { kind: 'session_ended'; sessionId: string }
  | { kind: 'membership_ended'; projectId: ProjectId; agentId: AgentId }
  | { kind: 'visitor_ended'; visitorId: VisitorId }
  /** Said by whoever switches it on: it ends the rights of those who have none. */
  | { kind: 'second_step_required'; projectId: ProjectId };

/** A payload of 8,000 bytes is refused by Postgres. Four bytes a character plus the ids stay below it. */
export const MAX_DRAFT_PIECE = 1_500;

/** So many ids of 36 characters stay below it as well. */
export const MOST_IDS = 150;
/** The announcement of a change of a conversation, made by the statement that changes it; `row` has its new revision. */
export const changedOf = (row: string, recorded: SQL = sql.raw("'[]'::json")) =>
  sql`json_build_object('kind', 'conversation', 'projectId', ${sql.raw(row)}.project_id,
    'conversationId', ${sql.raw(row)}.id, 'revision', ${sql.raw(row)}.revision, 'recorded', ${recorded})::text`;

/** The same for a draft that is given up. */
export const withdrawnOf = (row: string) =>
  sql.raw(
    `json_build_object('kind', 'withdrawn', 'conversationId', ${row}.id, 'draftId', ${row}.draft_id)::text`,
  );

/** Sent when the surrounding transaction commits. */
export async function notify(tx: Queryable, change: Change): Promise<void> {
  await tx.execute(sql`select pg_notify(${CHANNEL}, ${JSON.stringify(change)})`);
}

/** A change that gave these messages their numbers; after a long outage they may be more than one payload holds. */
export async function notifyRecorded(
  tx: Queryable,
  change: Extract<Change, { kind: 'conversation' }>,
  ids: MessageId[],
): Promise<void> {
  await notify(tx, { ...change, recorded: ids.slice(0, MOST_IDS) });
  if (ids.length > MOST_IDS) await notifyRecorded(tx, change, ids.slice(MOST_IDS));
}

/**
 * Publishes a piece of a draft unless the draft was abandoned meanwhile.
 * @returns false when it was: nothing was published and the writer should stop.
 */
export async function publishDraft(
  db: Database,
  draft: Extract<Change, { kind: 'draft' }>,
): Promise<boolean> {
  const rows = await publish(db, { ...draft, change: JSON.stringify(draft) });
  return rows.length > 0;
}

const publish = prepared<Record<string, unknown>, { told: string }>(
  'publish_draft',
  sql`select pg_notify(${sql.raw(`'${CHANNEL}'`)}, ${sql.placeholder('change')}::text) as told
    from conversations
    where id = ${sql.placeholder('conversationId')}::text and draft_id = ${sql.placeholder('draftId')}::text`,
);
