import { recordBatch } from '../../db/recording/record.ts';
import { isHeardOf } from '../../db/notices/members.ts';
import { whenToEscalateAgain } from '../notices/when-to-escalate-again.ts';
import { writeRefusedMail } from '../../db/mail/outbound/write-agent-mails.ts';
import {
  comesBack,
  isEscalating,
  momentOf,
  type Batch,
  type Recorded,
} from '../../domain/conversation/batch.ts';
import { callsForSomebody } from '../../domain/conversation/agent-mail-state.ts';
import type { MailDependencies } from '../mail/mail-dependencies.ts';

/**
 * Writes one step of a conversation. Idempotent by the ids of its entries and of the answers that go back.
 * @returns null when the conversation is gone.
 */
export async function recordTranscript(
  deps: Pick<MailDependencies, 'db' | 'mail' | 'agentMail'>,
  batch: Batch,
): Promise<Recorded | null> {
  const { conversationId } = batch;
  const written = await recordBatch(deps.db, batch, deps.mail);
  if (!written) return null;
  const { isListenedTo, ...recorded } = written;
  const settings = { mail: deps.mail, publicUrl: deps.agentMail.publicUrl };
  for (const reply of batch.refusedAgentMails) {
    await writeRefusedMail(deps.db, { ...reply, conversationId }, settings);
  }
  const isWatched = isListenedTo && bringsWords(batch, recorded);
  return {
    ...recorded,
    ...(isWatched && { digestInMs: deps.agentMail.delayMs }),
    ...(await noticesOf(deps, batch, recorded)),
  };
}

/** When the team is told of a conversation that waits for somebody, with something to hear of, and when it is escalated again. */
async function noticesOf(
  deps: Pick<MailDependencies, 'db' | 'agentMail'>,
  batch: Batch,
  recorded: Recorded,
): Promise<Pick<Recorded, 'noticeInMs' | 'escalateAgainAt'>> {
  const { db, agentMail } = deps;
  const { projectId } = batch;
  const isEscalated = isEscalating(batch);
  const since = momentOf(batch);
  if (!since || !(isEscalated || comesBack(batch) || bringsWords(batch, recorded))) return {};
  if (!callsForSomebody({ ...batch.standing, merged: batch.merged })) return {};
  const noticeInMs = isEscalated ? agentMail.escalationMs : agentMail.delayMs;
  const escalateAgainAt = await whenToEscalateAgain(deps, { projectId, since });
  return {
    ...((await isHeardOf(db, projectId)) && { noticeInMs }),
    ...(escalateAgainAt && { escalateAgainAt }),
  };
}

/** What reaches a merged conversation is told where it goes on: there it can be answered. */
function bringsWords({ entries, merged, arriving }: Batch, { arrived = {} }: Recorded): boolean {
  if (merged) return false;
  const arrivedWords =
    arriving.some(({ writtenAt }) => writtenAt) && ('customer' in arrived || 'other' in arrived);
  return (
    arrivedWords ||
    entries.some(
      ({ kind, author }) => kind === 'message' && (author.by === 'customer' || author.by === 'other'),
    )
  );
}
