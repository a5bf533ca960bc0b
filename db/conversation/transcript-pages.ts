import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { ConversationId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import { MAX_CHANGES, pageStart, ROWS_TO_MEASURE } from '../../domain/inbox/transcript-page.ts';
import type { TranscriptPage } from '../../domain/inbox/views.ts';
import type { Queryable } from '../connection/database.ts';
import { inboundEmails, messages } from '../schema/schema.ts';
import { readTranscript } from './transcript.ts';

/** Whose transcript it is: a visitor's pages are filled with what they may see. */
export type Reader = 'agent' | 'visitor';

/** Messages before the one that is looked for: what it answers. */
const LED_TO = 8;
/** More than this a browser lays out only slowly: whoever looks for something older begins there and scrolls. */
const MOST_AT_ONCE = 1_000;

/** The page of a transcript that ends before a sequence number, or with its newest message. */
export async function readPage(
  db: Queryable,
  {
    conversationId,
    before,
    reader,
  }: { conversationId: ConversationId; before: number | null; reader: Reader },
): Promise<TranscriptPage<Message>> {
  const length = sql<number>`length(${messages.text}) + coalesce(length(${inboundEmails.quotedText}), 0)`;
  const rows = await db
    .select({ seq: messages.seq, length })
    .from(messages)
    .leftJoin(inboundEmails, eq(inboundEmails.id, messages.emailId))
    .where(
      and(
        eq(messages.conversationId, conversationId),
        before === null ? undefined : lt(messages.seq, before),
        reader === 'visitor' ? shownToVisitor : undefined,
      ),
    )
    .orderBy(desc(messages.seq))
    .limit(ROWS_TO_MEASURE);
  const start = pageStart(rows);
  if (!start) return { messages: [], from: 1, earlier: false };
  const to = rows[0]?.seq ?? start.from;
  return { ...start, messages: await readTranscript(db, { conversationId, seqs: { from: start.from, to } }) };
}

/** An agent’s page that reaches back to a message and what led to it, however long it gets: pieces with a gap are no transcript. */
export async function readBack(
  db: Queryable,
  { conversationId, before, reaching }: { conversationId: ConversationId; before: number; reaching: number },
): Promise<TranscriptPage<Message>> {
  const from = Math.max(1, reaching - LED_TO, before - MOST_AT_ONCE);
  const messages = await readTranscript(db, { conversationId, seqs: { from, to: before - 1 } });
  return { messages, from, earlier: from > 1 };
}

const shownToVisitor = and(
  eq(messages.audience, 'everyone'),
  eq(messages.withdrawn, false),
  eq(messages.forVisitor, true),
);

/**
 * What a reader who has everything up to a revision has to learn: the messages that changed, or, when they know nothing or
 * very much happened, the newest page instead of what they have.
 */
export async function readChanges(
  db: Queryable,
  {
    conversationId,
    afterRevision,
    reader,
  }: { conversationId: ConversationId; afterRevision: number; reader: Reader },
): Promise<{ messages: Message[]; page?: { from: number; earlier: boolean } }> {
  if (afterRevision > 0) {
    const changed = await readTranscript(db, { conversationId, afterRevision, atMost: MAX_CHANGES + 1 });
    if (changed.length <= MAX_CHANGES) return { messages: changed };
  }
  const { messages: newest, ...page } = await readPage(db, { conversationId, before: null, reader });
  return { messages: newest, page };
}
