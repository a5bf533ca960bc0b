import { and, desc, eq, isNull, or, sql } from 'drizzle-orm';
import type { ConversationId, MessageId, ProjectId } from '../../domain/ids.ts';
import type { Database } from '../connection/database.ts';
import { conversations, messages, projects } from '../schema/schema.ts';
import { shownHere } from '../schema/shown-here.ts';
import type { DraftContext } from './drafts.ts';

/** What was said longer ago helps nobody to answer. */
const MAX_TURNS = 50;
/** In characters. */
const MAX_TURN_LENGTH = 8_000;

const { id, name, model, systemPrompt, linkHosts, modelPrice, docsRevision } = projects;

interface Place {
  projectId: ProjectId;
  conversationId: ConversationId;
}

/** What an agent's helper needs to know: only what the visitor may see, so that nothing of a note is retold. Null: no such conversation. */
export async function loadAsked(db: Database, place: Place): Promise<DraftContext | null> {
  const [project] = await db
    .select({ id, name, model, systemPrompt, linkHosts, modelPrice, docsRevision })
    .from(projects)
    .innerJoin(conversations, eq(conversations.projectId, projects.id))
    .where(and(eq(projects.id, place.projectId), eq(conversations.id, place.conversationId)));
  if (!project) return null;
  const turns: DraftContext['turns'] = await db
    .select({
      id: messages.id,
      author: messages.author,
      channel: messages.channel,
      text: sql<string>`left(${messages.text}, ${MAX_TURN_LENGTH})`,
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(
      and(
        eq(messages.conversationId, place.conversationId),
        eq(messages.kind, 'message'),
        eq(messages.audience, 'everyone'),
        shownHere,
        or(isNull(conversations.visitorId), eq(messages.forVisitor, true)),
      ),
    )
    .orderBy(desc(messages.seq))
    .limit(MAX_TURNS);
  // What an agent writes may leave by mail, which shows nobody's identity.
  return { project, isIdentified: false, turns: turns.reverse() };
}

/** What one message of a conversation says; null: there is none. */
export async function loadWords(
  db: Database,
  message: Place & { messageId: MessageId },
): Promise<string | null> {
  const [row] = await db
    .select({ text: messages.text })
    .from(messages)
    .where(
      and(
        eq(messages.id, message.messageId),
        eq(messages.conversationId, message.conversationId),
        eq(messages.projectId, message.projectId),
        eq(messages.kind, 'message'),
      ),
    );
  return row?.text ?? null;
}
