import { ApplicationFailure } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { listUnsentNotices } from '../../db/notices/notices.ts';
import { mentionWordsOf } from '../../db/notices/words.ts';
import { writeMentionNotices } from '../../db/notices/write-mention-notices.ts';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import { sendAgentMails } from '../mail/mail-agents.ts';
import type { NoticeDependencies } from './notice-dependencies.ts';
import { sendNotice } from './send-notice.ts';

/**
 * Tells whom a note mentions, each once, whoever has the conversation. Whose quiet hours hold is told when they end: the
 * server asks again then, and no slot is held meanwhile.
 * @throws ApplicationFailure, retryable, when something was refused for now or somebody is quiet.
 */
export async function giveMentions(
  deps: NoticeDependencies,
  about: { conversationId: ConversationId; burst: string; messageId: MessageId },
  isLastTry: boolean,
): Promise<void> {
  const { db, mail, agentMail } = deps;
  const { publicUrl } = agentMail;
  const settings = { mail, publicUrl };
  const { againAt } = await writeMentionNotices(db, about, { at: new Date().toISOString(), settings });
  const unsent = await listUnsentNotices(db, about);
  const known = unsent.length > 0 && (await mentionWordsOf(db, about, publicUrl));
  const sending = known
    ? unsent.map((each) => sendNotice(deps, { ...each, ...known, isTaken: false, isLastTry }))
    : [];
  const refused = await Promise.all([sendAgentMails(deps, about.conversationId), ...sending]);
  const reason = refused.find((each) => each !== null);
  if (reason) throw ApplicationFailure.create({ message: reason, type: 'notice_refused_for_now' });
  if (againAt) throw waitingUntil(againAt);
}

const waitingUntil = (againAt: string) =>
  ApplicationFailure.create({
    message: `Somebody is left alone until ${againAt}.`,
    type: 'notice_waits',
    nextRetryDelay: Math.max(1_000, Date.parse(againAt) - Date.now()),
    category: ApplicationFailureCategory.BENIGN,
  });
