import { eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Entry } from '../../domain/conversation/entry.ts';
import { retriedIn } from '../../domain/conversation/next-batch.ts';
import { siblingId, type ConversationId, type CustomerId, type DraftId } from '../../domain/ids.ts';
import type { MailIdentity } from '../../domain/mail/address/mail-envelope.ts';
import { subjectOfChat } from '../../domain/mail/writing/mail-subject.ts';
import { previewOf } from '../../domain/text/preview.ts';
import type { Batch, LateAnswer } from '../../domain/conversation/batch.ts';
import { settleUnsaid, wordsLetOut } from '../assistant/settle-unsaid.ts';
import { applyConfirmations } from '../mail/inbound/confirm-sender.ts';
import { attachToMessage } from '../files/attachments.ts';
import { haveFiles } from '../files/have-files.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { applyDeliveryEvents } from '../mail/outbound/delivery-events.ts';
import { recordMentions } from '../mentions/mentions.ts';
import { placesOf } from './entry-ids.ts';
import { recordPlain, type RecordedPlain } from './record-plain.ts';
import { shownEntry } from './shown-words.ts';
import { notify, notifyRecorded } from '../connection/feed.ts';
import { applyMoves } from '../moving/moves.ts';
import { makeRequestedDeliveries } from '../mail/outbound/requested-deliveries.ts';
import { keepCustomer, learnName } from '../project/customers.ts';
import { keepRating } from '../ratings/ratings.ts';
import { applyRenaming } from './renaming.ts';
import { settleRetried } from '../conversation/parked.ts';
import { isListenedTo } from '../conversation/watches.ts';
import { answers, conversations, inboundEmails, messages } from '../schema/schema.ts';

/**
 * Writes the batch in one transaction. Idempotent by the entries' ids: a repetition returns the same numbers.
 * @returns null when the conversation no longer exists.
 */
export async function recordBatch(
  db: Database,
  batch: Batch,
  mail: MailIdentity,
): Promise<RecordedPlain | null> {
  return (await recordPlain(db, batch)) ?? recordInSteps(db, batch, mail);
}

async function recordInSteps(db: Database, batch: Batch, mail: MailIdentity): Promise<RecordedPlain | null> {
  return db.transaction(async (tx) => {
    const conversation = await lockConversation(tx, batch.conversationId);
    if (!conversation) return null;
    const revision = conversation.revision + 1;
    const inserted = await insertEntries(tx, batch, { lastSeq: conversation.lastSeq, revision });
    const { seqs, fresh } = inserted;
    const moves = await applyMoves(tx, batch, { conversation, fresh, revision, lastSeq: inserted.lastSeq });
    const { lastSeq, arrived, columns } = moves;
    const customerId = await customerOf(tx, batch, conversation.customerId);
    const [updated] = await tx
      .update(conversations)
      .set({ ...projection(batch, conversation), ...columns, customerId, lastSeq, revision })
      .where(eq(conversations.id, batch.conversationId))
      .returning({ isListenedTo: isListenedTo('conversations') });
    await applyRenaming(tx, batch);
    await applyConfirmations(tx, batch, { customerId, revision });
    if (customerId) await learnName(tx, batch, customerId);
    await keepRating(tx, fresh, batch);
    await settleUnsaid(tx, fresh);
    await applyDeliveryEvents(tx, batch.deliveryEvents);
    const { made, refused } = await makeRequestedDeliveries(tx, batch, mail);
    await settleRetried(tx, batch.conversationId, retriedIn(batch));
    await announce(tx, batch, { withdrawn: conversation.draftId, revision });
    const lateAnswer = batch.abandonedDraftId && (await findLateAnswer(tx, batch.abandonedDraftId));
    return {
      ...{ seqs, lastSeq, arrived, made, isListenedTo: updated?.isListenedTo ?? false },
      ...(refused.length > 0 && { refused }),
      ...(lateAnswer && { lateAnswer }),
    };
  });
}

/** The lock is held and the draft's name is gone: what is not recorded by now never will be. */
async function findLateAnswer(tx: Queryable, draftId: DraftId): Promise<LateAnswer | null> {
  const [row] = await tx
    .select({ seq: messages.seq, reason: messages.escalationReason, verdict: answers.outcome })
    .from(messages)
    .leftJoin(answers, eq(answers.messageId, messages.id))
    .where(eq(messages.id, siblingId('msg', draftId)));
  if (!row) return null;
  const { verdict, ...said } = row;
  return { draftId, ...said, ...(verdict === 'ceiling' && { cause: 'budget' }) };
}

type ConversationRow = typeof conversations.$inferSelect;

/** The row lock is what makes sequence numbers gapless between the workflow and the drafts it started. */
export async function lockConversation(
  tx: Queryable,
  id: ConversationId,
): Promise<ConversationRow | undefined> {
  const [row] = await tx.select().from(conversations).where(eq(conversations.id, id)).for('update');
  return row;
}

async function insertEntries(tx: Queryable, batch: Batch, from: { lastSeq: number; revision: number }) {
  const places = await placesOf(tx, batch);
  const mailTexts = await textsOfMails(tx, batch.entries);
  const letOut = await wordsLetOut(tx, batch.entries);
  let lastSeq = from.lastSeq;
  const seqs: number[] = [];
  const fresh: Entry[] = [];
  for (const [index, entry] of batch.entries.entries()) {
    const { id, seq: known } = places[index] ?? { id: entry.id, seq: null };
    const seq = known ?? ++lastSeq;
    seqs.push(seq);
    if (known !== null) continue;
    fresh.push(entry);
    const { attachments, at, answerOf, edits: _edits, ...columns } = entry;
    await tx.insert(messages).values({
      ...columns,
      id,
      text: entry.emailId ? (mailTexts.get(entry.emailId) ?? '') : entry.text,
      ...(answerOf && letOut.get(answerOf)),
      projectId: batch.projectId,
      conversationId: batch.conversationId,
      seq,
      revision: from.revision,
      createdAt: new Date(at),
    });
    await recordMentions(tx, {
      ...{ projectId: batch.projectId, conversationId: batch.conversationId },
      ...{ messageId: id, entry },
    });
    if (attachments) {
      const { conversationId } = batch;
      await attachToMessage(tx, { ids: attachments, conversationId, messageId: id });
    }
  }
  return { seqs, lastSeq, fresh };
}

async function textsOfMails(tx: Queryable, entries: Entry[]): Promise<Map<string, string>> {
  const ids = entries.flatMap((entry) => entry.emailId ?? []);
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: inboundEmails.id, text: inboundEmails.replyText })
    .from(inboundEmails)
    .where(inArray(inboundEmails.id, ids));
  return new Map(rows.map((row) => [row.id, row.text]));
}

async function customerOf(tx: Queryable, batch: Batch, known: CustomerId | null): Promise<CustomerId | null> {
  if (!batch.customerEmail) return known;
  return keepCustomer(tx, { projectId: batch.projectId, email: batch.customerEmail, name: '' });
}

function projection(batch: Batch, before: ConversationRow) {
  const { status, handler, assignee, escalation } = batch.standing;
  const spoken = batch.entries.findLast((entry) => entry.kind === 'message');
  const words = shownEntry(batch.entries, before);
  const waits = handler.by === 'agent' && status === 'open';
  return {
    status,
    handlerBy: handler.by,
    handlerAgentId: handler.by === 'agent' ? handler.agentId : null,
    assigneeId: assignee,
    escalation,
    draftId: batch.draftId,
    merged: batch.merged,
    outgoing: batch.outgoing,
    chatOnly: batch.chatOnly,
    escalatedAgain: batch.escalatedAgain ?? false,
    ...triageColumns(batch),
    waitingSince: waits ? (before.waitingSince ?? new Date()) : null,
    ...(spoken && { lastMessageAt: new Date(spoken.at) }),
    ...(words?.text && { preview: previewOf(words.text) }),
    hasFiles: before.hasFiles || filesAmong(batch.entries),
    ...(!before.subject && { subject: subjectOfChat(batch.entries) }),
    ...(words?.emailId && {
      preview: sql<string>`left((select reply_text from inbound_emails where id = ${words.emailId}), 140)`,
    }),
  };
}

/** Of replies at once, of mails as their rows say. */
function filesAmong(entries: Entry[]): true | SQL<boolean> {
  if (entries.some(({ attachments }) => attachments?.length)) return true;
  return haveFiles(sql`${sql.param(entries.flatMap(({ emailId }) => emailId ?? []))}::text[]`);
}

/** A step of a workflow that is older than these says nothing of them. */
function triageColumns({ triage }: Batch) {
  if (!triage) return {};
  const { snoozedUntil, ...columns } = triage;
  return { ...columns, snoozedUntil: snoozedUntil === null ? null : new Date(snoozedUntil) };
}

async function announce(
  tx: Queryable,
  batch: Batch,
  at: { withdrawn: ConversationRow['draftId']; revision: number },
) {
  const { conversationId, projectId } = batch;
  if (at.withdrawn && at.withdrawn !== batch.draftId) {
    await notify(tx, { kind: 'withdrawn', conversationId, draftId: at.withdrawn });
  }
  const said = batch.entries.filter(({ kind }) => kind === 'message').map(({ id }) => id);
  await notifyRecorded(tx, { kind: 'conversation', projectId, conversationId, revision: at.revision }, said);
}
