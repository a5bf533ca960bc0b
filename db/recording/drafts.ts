import { and, desc, eq, sql } from 'drizzle-orm';
import type { DraftOutcome } from '../../domain/conversation/drafts.ts';
import { siblingId, type ConversationId, type DraftId } from '../../domain/ids.ts';
import type { Author, Citation } from '../../domain/message.ts';
import type { Database } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { lockConversation } from './record.ts';
import { conversations, messages, projects } from '../schema/schema.ts';
import { shownHere } from '../schema/shown-here.ts';

/** What was said longer ago than this helps no answer; a conversation may have thousands of messages. */
const MAX_TURNS = 50;
/** In characters: more than any prompt has room for, less than a mail that brings a book along. */
const MAX_TURN_LENGTH = 8_000;

export type ProjectRow = typeof projects.$inferSelect;

export interface DraftContext {
  project: ProjectRow;
  turns: { author: Author; text: string }[];
}

/** What a draft needs to know, or null when it is no longer wanted. Left out is what the visitor may not see: it would be retold. */
export async function loadDraftContext(
  db: Database,
  draft: { conversationId: ConversationId; draftId: DraftId },
): Promise<DraftContext | null> {
  const [row] = await db
    .select({ project: projects, visitorId: conversations.visitorId })
    .from(conversations)
    .innerJoin(projects, eq(projects.id, conversations.projectId))
    .where(and(eq(conversations.id, draft.conversationId), eq(conversations.draftId, draft.draftId)));
  if (!row) return null;
  const turns = await db
    .select({ author: messages.author, text: sql<string>`left(${messages.text}, ${MAX_TURN_LENGTH}::int)` })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, draft.conversationId),
        eq(messages.kind, 'message'),
        eq(messages.audience, 'everyone'),
        shownHere,
        row.visitorId ? eq(messages.forVisitor, true) : undefined,
      ),
    )
    .orderBy(desc(messages.seq))
    .limit(MAX_TURNS);
  return { project: row.project, turns: turns.reverse() };
}

/** The answer of an earlier attempt of the same draft, if one was recorded before its activity could say so. */
export async function findAnswer(db: Database, draftId: DraftId): Promise<DraftOutcome | null> {
  const [row] = await db
    .select({ seq: messages.seq, reason: messages.escalationReason })
    .from(messages)
    .where(eq(messages.id, siblingId('msg', draftId)));
  return row ? outcomeOf(row) : null;
}

function outcomeOf({ seq, reason }: { seq: number; reason: string | null }): DraftOutcome {
  return reason ? { outcome: 'escalate', seq, reason } : { outcome: 'answered', seq };
}

/** Records the draft's answer, unless the draft was abandoned. `reason` is why the assistant also asks for a person. */
export async function recordAnswer(
  db: Database,
  answer: {
    conversationId: ConversationId;
    draftId: DraftId;
    text: string;
    citations: Citation[];
    reason: string | null;
  },
): Promise<DraftOutcome> {
  return db.transaction(async (tx) => {
    const conversation = await lockConversation(tx, answer.conversationId);
    if (conversation?.draftId !== answer.draftId) return { outcome: 'abandoned' };
    const id = siblingId('msg', answer.draftId);
    const seq = conversation.lastSeq + 1;
    const revision = conversation.revision + 1;
    const { projectId, id: conversationId } = conversation;
    await tx.insert(messages).values({
      id,
      projectId,
      conversationId,
      seq,
      revision,
      kind: 'message',
      channel: 'widget',
      audience: 'everyone',
      author: { by: 'assistant' },
      text: answer.text,
      citations: answer.citations,
      escalationReason: answer.reason,
      createdAt: new Date(),
    });
    await tx
      .update(conversations)
      .set({
        lastSeq: seq,
        revision,
        draftId: null,
        lastMessageAt: new Date(),
      })
      .where(eq(conversations.id, conversationId));
    await notify(tx, { kind: 'conversation', projectId, conversationId, revision });
    return outcomeOf({ seq, reason: answer.reason });
  });
}
