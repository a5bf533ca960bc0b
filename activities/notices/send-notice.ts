import { forgetBrowser, notePush } from '../../db/notices/push-subscriptions.ts';
import { moveNotice, type Notice, type PushSubscription, type Webhook } from '../../db/notices/notices.ts';
import { keepVapidKeys } from '../../db/notices/vapid-keys.ts';
import { noteWebhook } from '../../db/notices/webhooks.ts';
import type { AgentId } from '../../domain/ids.ts';
import type { NoticeState, NoticeWords } from '../../domain/notices/notice.ts';
import { webhookPost } from '../../domain/notices/webhook-payload.ts';
import { pushPayload } from '../../domain/notices/push-payload.ts';
import type { PostOutcome } from '../../post-outside.ts';
import { contactOf, isForgotten, newVapidKeys, pushTo } from '../../web-push.ts';
import type { NoticeDependencies } from './notice-dependencies.ts';

/** Beyond this a notice says nothing that the inbox does not say better, as after a restored backup. In milliseconds. */
const TOO_OLD = 3_600_000;

interface Unsent {
  notice: Notice;
  browser: PushSubscription | null;
  webhook: Webhook | null;
  /** Whoever's browser it is, while they are on the team. */
  member: AgentId | null;
  words: NoticeWords;
  supportAddress: string;
  /** Somebody has taken the conversation. */
  isTaken: boolean;
  isLastTry: boolean;
}

/** Sends one notice, claimed first. @returns why it has to be tried again, or null. */
export async function sendNotice(deps: NoticeDependencies, unsent: Unsent): Promise<string | null> {
  const { notice, browser, webhook, member, isTaken, isLastTry } = unsent;
  const move = (from: NoticeState, to: NoticeState, reason: string | null = null) =>
    moveNotice(deps.db, notice.id, { from, to, reason });
  if (notice.state === 'sending') {
    await move('sending', 'unknown', 'The send was interrupted.');
    return null;
  }
  const isOld = Date.now() - notice.createdAt.getTime() > TOO_OLD;
  const isGone = !webhook && !(browser && member);
  if (isTaken || isOld || isGone) {
    await move('pending', 'withdrawn');
    return null;
  }
  if (!(await move('pending', 'sending'))) return null;
  const outcome = await (webhook ? postTo(deps, webhook, unsent) : push(deps, browser, unsent));
  await note(deps, unsent, outcome);
  if (outcome.taken) {
    // Another attempt may have taken this one for interrupted meanwhile.
    if (!(await move('sending', 'sent'))) await move('unknown', 'sent');
    return null;
  }
  const again = outcome.again && !isLastTry;
  deps.log.warn({ notice: notice.id, problem: outcome.problem }, 'a notice was not taken');
  await move('sending', again ? 'pending' : outcome.certain ? 'failed' : 'unknown', outcome.problem);
  return again ? outcome.problem : null;
}

async function push(
  { db, outside, agentMail }: NoticeDependencies,
  browser: PushSubscription | null,
  { words, supportAddress, notice }: Unsent,
): Promise<PostOutcome> {
  if (!browser) return { taken: true };
  const keys = await keepVapidKeys(db, newVapidKeys);
  const contact = contactOf(agentMail.publicUrl, supportAddress);
  const payload = pushPayload(words, notice.conversationId);
  return pushTo(outside, { to: browser, payload, keys, contact });
}

const postTo = ({ outside }: NoticeDependencies, { kind, url }: Webhook, { words, notice }: Unsent) =>
  outside.post({ url, ...webhookPost(kind, words, notice.id) });

/** What the settings show. A browser that its service has forgotten is forgotten here. */
async function note(
  { db }: NoticeDependencies,
  { browser, webhook }: Unsent,
  outcome: PostOutcome,
): Promise<void> {
  const failure = outcome.taken ? null : outcome.problem;
  if (webhook) return noteWebhook(db, webhook.id, failure);
  if (!browser) return;
  if (isForgotten(outcome)) await forgetBrowser(db, browser);
  else await notePush(db, browser.id, failure);
}
