import { and, desc, eq, ne } from 'drizzle-orm';
import type { ConversationId, ProjectId, VisitorId } from '../../domain/ids.ts';
import type { PageContext } from '../../domain/inbox/views.ts';
import { beginChat } from './begin-chat.ts';
import { customerOfVisitor } from '../identity/identities.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { conversations, visitors } from '../schema/schema.ts';

/** What a widget asks for: its id is the widget's choice. */
interface Wanted {
  id: ConversationId;
  projectId: ProjectId;
  visitorId: VisitorId;
  page: PageContext | null;
}

/**
 * Where a visitor's words go. A conversation of theirs stays the one it is; an id that is new begins one only when no
 * other of theirs is open, because two tabs that begin at once are one visitor with one matter.
 * @returns null when the conversation is somebody else's.
 */
export async function placeForVisitor(db: Database, wanted: Wanted): Promise<ConversationId | null> {
  const known = await ownerOf(db, wanted.id);
  if (known) return known.visitorId === wanted.visitorId ? wanted.id : null;
  return db.transaction(async (tx) => {
    // One at a time: the second tab finds what the first began.
    await tx.select().from(visitors).where(eq(visitors.id, wanted.visitorId)).for('update');
    const open = await openOne(tx, wanted.visitorId);
    if (open) return open;
    const customerId = await customerOfVisitor(tx, { projectId: wanted.projectId, id: wanted.visitorId });
    return (await beginChat(tx, { ...wanted, customerId })) ? wanted.id : null;
  });
}

async function ownerOf(db: Queryable, id: ConversationId): Promise<{ visitorId: VisitorId | null } | null> {
  const [row] = await db
    .select({ visitorId: conversations.visitorId })
    .from(conversations)
    .where(eq(conversations.id, id));
  return row ?? null;
}

/** A merged conversation counts as closed: it goes on elsewhere. */
async function openOne(tx: Queryable, visitorId: VisitorId): Promise<ConversationId | null> {
  const [row] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.visitorId, visitorId), ne(conversations.status, 'closed')))
    .orderBy(desc(conversations.createdAt))
    .limit(1);
  return row?.id ?? null;
}
