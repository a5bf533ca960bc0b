import { recordBatch } from '../../db/recording/record.ts';
import { planFor, rulesFor, withUpcoming } from '../rules/rules-of-batch.ts';
import { waitingAmong } from '../rules/waiting-among.ts';
import { placeGaps } from '../assistant/unanswered/place-gaps.ts';
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
import { withEscalation } from '../../domain/conversation/held-reply.ts';
import { callsForSomebody } from '../../domain/conversation/agent-mail-state.ts';
import type { MailDependencies } from '../mail/mail-dependencies.ts';

/**
 * Writes one step of a conversation. Idempotent by the ids of its entries and of the answers that go back.
 * @returns null when the conversation is gone.
 */
export async function recordTranscript(
  deps: Pick<MailDependencies, 'db' | 'mail' | 'agentMail' | 'log'>,
  batch: Batch,
): Promise<Recorded | null> {
  const { conversationId } = batch;
  const escalateAgainAt = await momentOfEscalation(deps, batch);
  const rules = await rulesFor(deps.db, batch);
  const waiting = waitingAmong(rules ?? [], deps.agentMail.minuteMs);
  const shown = withUpcoming(withMoment(batch, escalateAgainAt), rules && waiting);
  const written = await recordBatch(deps.db, shown, deps.mail);
  if (!written) return null;
  const { isListenedTo, ...recorded } = written;
  const settings = { mail: deps.mail, publicUrl: deps.agentMail.publicUrl };
  for (const reply of batch.refusedAgentMails) {
    await writeRefusedMail(deps.db, { ...reply, conversationId }, settings);
  }
  if (isUnanswered(batch)) await placeGaps(deps, batch.projectId);
  const plan = await planFor(deps.db, batch, { recorded, rules, waiting });
  const isWatched = isListenedTo && bringsWords(batch, recorded);
  return {
    ...recorded,
    ...(plan && { rules: plan }),
    ...(isWatched && { digestInMs: deps.agentMail.delayMs }),
    ...(await noticesOf(deps, batch, { ...recorded, ...(escalateAgainAt && { escalateAgainAt }) })),
  };
}

/** An agent did not let an answer out as it was: its question may be one that the docs do not answer. */
const isUnanswered = ({ entries }: Batch): boolean =>
  entries.some(
    ({ edits, event }) => edits || (event?.kind === 'answerDecided' && event.decision === 'rejected'),
  );

/** Asked before anything is written, so that whoever looks sees the moment at once. */
async function momentOfEscalation(
  deps: Pick<MailDependencies, 'db' | 'agentMail'>,
  batch: Batch,
): Promise<string | null> {
  const { projectId, standing, merged } = batch;
  const since = momentOf(batch);
  const wanted = isEscalating(batch) || comesBack(batch) || hasWords(batch);
  if (!since || !wanted || !callsForSomebody({ ...standing, merged })) return null;
  return whenToEscalateAgain(deps, { projectId, since });
}

/** An escalation begins the wait anew; whoever keeps writing is not heard later for it. */
const withMoment = (batch: Batch, at: string | null): Batch =>
  !isEscalating(batch) && batch.outgoing?.escalateAgainAt
    ? batch
    : { ...batch, outgoing: withEscalation(batch.outgoing, at) };

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
  const escalateAgainAt = recorded.escalateAgainAt ?? (await whenToEscalateAgain(deps, { projectId, since }));
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
  return arrivedWords || hasWords({ entries });
}

const hasWords = ({ entries }: Pick<Batch, 'entries'>): boolean =>
  entries.some(
    ({ kind, author }) => kind === 'message' && (author.by === 'customer' || author.by === 'other'),
  );
