import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Entry } from '../../domain/conversation/entry.ts';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import { previewOf } from '../../domain/text/preview.ts';
import type { Batch } from '../../domain/conversation/batch.ts';
import { takeMessages, type ConversationRow } from './take-messages.ts';
import type { Queryable } from '../connection/database.ts';
import { messages } from '../schema/schema.ts';
import { splitOff } from './split.ts';
import { shownHere } from '../schema/shown-here.ts';
import { holdsFiles } from '../files/have-files.ts';
import { watchAlso, watchNoMore } from '../conversation/watches.ts';

interface Step {
  conversation: ConversationRow;
  /** The entries that this step wrote, not those of an earlier try. */
  fresh: Entry[];
  revision: number;
  lastSeq: number;
}

/** Carries out what a batch says about messages that come, go, return or are withdrawn. The conversation is locked. */
export async function applyMoves(tx: Queryable, batch: Batch, step: Step) {
  const { conversation, fresh, revision } = step;
  const { customerEmail } = batch;
  const arrived: Record<string, number> = {};
  let { lastSeq } = step;
  for (const arrival of batch.arriving) {
    const copied = await takeMessages(tx, arrival, { conversation, customerEmail, revision, lastSeq });
    lastSeq = copied.lastSeq;
    Object.assign(arrived, copied.arrived);
  }
  const here = { conversationId: conversation.id, revision };
  for (const { event } of fresh) {
    if (event?.kind === 'mergedFrom') {
      await watchAlso(tx, { from: event.from, into: conversation.id, move: event.move });
    }
    if (event?.kind === 'mergeUndone') await watchNoMore(tx, { ...here, move: event.move });
    if (event?.kind === 'splitOff') await splitOff(tx, event, { conversation, revision });
    if (event?.kind === 'splitUndone') await putBack(tx, event.move, here);
    if (event?.kind === 'mergeUndone' || event?.kind === 'splitWithdrawn')
      await withdraw(tx, event.move, here);
  }
  const moved = batch.arriving.length > 0 || fresh.some(({ event }) => event && 'move' in event);
  return { lastSeq, arrived, columns: moved ? await shownOf(tx, conversation.id) : {} };
}

interface Here {
  conversationId: ConversationId;
  revision: number;
}

/** Every copy that this move brought, by whatever way. Numbers stay, so that the transcript has no gap. */
async function withdraw(tx: Queryable, move: MessageId, { conversationId, revision }: Here): Promise<void> {
  await tx
    .update(messages)
    .set({ withdrawn: true, revision })
    .where(and(eq(messages.conversationId, conversationId), sql`${move} = any(${messages.moves})`));
}

async function putBack(tx: Queryable, move: MessageId, { conversationId, revision }: Here): Promise<void> {
  await tx
    .update(messages)
    .set({ movedTo: null, movedBy: null, revision })
    .where(and(eq(messages.conversationId, conversationId), eq(messages.movedBy, move)));
}

/** What the list shows of the conversation now: the customer's last words, and when somebody spoke last. */
export async function shownOf(tx: Queryable, conversationId: ConversationId) {
  const select = (also?: SQL) =>
    tx
      .select({ text: messages.text, at: messages.createdAt })
      .from(messages)
      .where(and(eq(messages.conversationId, conversationId), eq(messages.kind, 'message'), shownHere, also))
      .limit(1)
      .$dynamic();
  const newest = [desc(messages.createdAt), desc(messages.seq)];
  const by = sql`${messages.author}->>'by'`;
  const [last] = await select().orderBy(...newest);
  const [words] = await select(sql`${by} in ('customer', 'other')`).orderBy(
    desc(sql`${by} = 'customer'`),
    ...newest,
  );
  const shown: Partial<ConversationRow> = {
    preview: words ? previewOf(words.text) : '',
    hasFiles: await holdsFiles(tx, conversationId),
    ...(last && { lastMessageAt: last.at }),
  };
  return shown;
}
