import { sql } from 'drizzle-orm';
import type { AgentId, ConversationId, DraftId, MessageId, ProjectId, VisitorId } from '../../domain/ids.ts';
import type { ArrivingMessage } from '../../domain/inbox/arriving.ts';
import type { Queryable } from './database.ts';

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
  | { kind: 'quarantine'; projectId: ProjectId }
  /** Who is on the team, or invited to it. */
  | { kind: 'team'; projectId: ProjectId }
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
const MOST_IDS = 150;

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
  db: Queryable,
  draft: Extract<Change, { kind: 'draft' }>,
): Promise<boolean> {
  const { rows } = await db.execute(sql`
    select pg_notify(${CHANNEL}, ${JSON.stringify(draft)})
    from conversations where id = ${draft.conversationId} and draft_id = ${draft.draftId}`);
  return rows.length > 0;
}
