import { sql } from 'drizzle-orm';
import type { AgentId, ConversationId, DraftId, ProjectId, VisitorId } from '../../domain/ids.ts';
import type { Database, Queryable } from './database.ts';
import { prepared } from './prepared.ts';

export const CHANNEL = 'throughline';

/**
 * What travels on the feed. Changes are ids only: readers fetch what they may see.
 * A draft's text is the exception, because it exists nowhere else until it is recorded.
 */
export type Change =
  | { kind: 'conversation'; projectId: ProjectId; conversationId: ConversationId; revision: number }
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

/** The announcement of a change of a conversation, made by the statement that changes it; `row` has its new revision. */
export const changedOf = (row: string) =>
  sql.raw(`json_build_object('kind', 'conversation', 'projectId', ${row}.project_id,
    'conversationId', ${row}.id, 'revision', ${row}.revision)::text`);

/** The same for a draft that is given up. */
export const withdrawnOf = (row: string) =>
  sql.raw(
    `json_build_object('kind', 'withdrawn', 'conversationId', ${row}.id, 'draftId', ${row}.draft_id)::text`,
  );

/** Sent when the surrounding transaction commits. */
export async function notify(tx: Queryable, change: Change): Promise<void> {
  await tx.execute(sql`select pg_notify(${CHANNEL}, ${JSON.stringify(change)})`);
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
