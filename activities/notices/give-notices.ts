import { ApplicationFailure, Context } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { listUnsentNotices } from '../../db/notices/notices.ts';
import { noticeWordsOf } from '../../db/notices/words.ts';
import { writeNotices } from '../../db/notices/write-notices.ts';
import type { ConversationId } from '../../domain/ids.ts';
import { sendAgentMails } from '../mail/mail-agents.ts';
import { untilBurst } from '../../domain/conversation/agent-mail-state.ts';
import { noteOfBurst } from '../../domain/notices/mention-notice.ts';
import { giveMentions } from './give-mentions.ts';
import type { NoticeDependencies } from './notice-dependencies.ts';
import { sendNotice } from './send-notice.ts';

/** Tries of a burst, of which the first only waits: a browser or a webhook that refuses for now has a minute to restart. */
const TRIES = 6;

/**
 * Tells whom a note mentions, or the team that nobody has taken a conversation: mails, browsers and webhooks together, each once. What has no answer is
 * not repeated, and nothing leaves once somebody has taken it.
 * @throws ApplicationFailure, retryable, when something was refused for now or the burst may still grow.
 */
export async function giveNotices(
  deps: NoticeDependencies,
  about: { conversationId: ConversationId; burst: string },
): Promise<{ againAt: string | null }> {
  const messageId = noteOfBurst(about.burst);
  if (messageId) {
    await giveMentions(deps, { ...about, messageId }, isLastTry());
    return { againAt: null };
  }
  waitFor(about.burst);
  const { db, mail, agentMail } = deps;
  const { publicUrl } = agentMail;
  const settings = { mail, publicUrl };
  const { againAt, isTaken } = await writeNotices(db, about, { at: new Date().toISOString(), settings });
  const [mailLater, ...later] = await Promise.all([
    sendAgentMails(deps, about.conversationId),
    ...(await sendAll(deps, about, isTaken)),
  ]);
  const reason = mailLater ?? later.find((each) => each !== null);
  if (reason) throw ApplicationFailure.create({ message: reason, type: 'notice_refused_for_now' });
  return { againAt };
}

/** Until a burst's moment nobody is told: the server asks again then, and no slot is held and no event written meanwhile. */
function waitFor(burst: string): void {
  const nextRetryDelay = untilBurst(burst, Date.now());
  if (nextRetryDelay === 0) return;
  const category = ApplicationFailureCategory.BENIGN;
  const message = `What is said until ${burst} is told in one notice.`;
  throw ApplicationFailure.create({ message, type: 'notice_waits', nextRetryDelay, category });
}

const isLastTry = (): boolean => Context.current().info.attempt >= TRIES;

/** All at once: one that hangs holds up no other. */
async function sendAll(
  deps: NoticeDependencies,
  about: { conversationId: ConversationId; burst: string },
  isTaken: boolean,
): Promise<Promise<string | null>[]> {
  const unsent = await listUnsentNotices(deps.db, about);
  const known =
    unsent.length > 0 && (await noticeWordsOf(deps.db, about.conversationId, deps.agentMail.publicUrl));
  if (!known) return [];
  return unsent.map((each) => sendNotice(deps, { ...each, ...known, isTaken, isLastTry: isLastTry() }));
}
