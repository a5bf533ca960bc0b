import { ApplicationFailure } from '@temporalio/activity';
import { listUnsentAgentMails, moveAgentMail, type AgentMail } from '../../db/mail/outbound/agent-mails.ts';
import { findRole } from '../../db/project/projects.ts';
import { writeDigests } from '../../db/mail/outbound/write-agent-mails.ts';
import { mayHaveLeft } from '../../domain/inbox/delivery-state.ts';
import type { ConversationId } from '../../domain/ids.ts';
import type { MailDependencies } from './mail-dependencies.ts';
import { toAgentMessage } from './agent-message.ts';
import { findAtProvider } from './find-at-provider.ts';
import { AGENT_MAIL_KEY } from './postmark-message.ts';
import { sendOutcome } from './send-outcome.ts';

/**
 * Writes the mails about digest, when there are any, and sends whatever waits. Nothing automatic arrives twice: a send
 * whose result is not known is not repeated, and the inbox shows the message anyway.
 * @throws ApplicationFailure, retryable, when the provider refused for now.
 */
export async function mailAgents(
  deps: Pick<MailDependencies, 'db' | 'postmark' | 'mail' | 'agentMail' | 'log'>,
  { conversationId, digest }: { conversationId: ConversationId; digest: boolean },
): Promise<void> {
  const { publicUrl } = deps.agentMail;
  if (digest) await writeDigests(deps.db, conversationId, { mail: deps.mail, publicUrl });
  const later = await sendAgentMails(deps, conversationId);
  if (later) throw ApplicationFailure.create({ message: later, type: 'mail_refused_for_now' });
}

/** A team of thirty is told within seconds by a slow provider, and a worker that is killed leaves this many unknown at most. */
const SENDS_AT_ONCE = 5;

/** Sends what waits. @returns why it has to be tried again, or null. */
export async function sendAgentMails(
  deps: Pick<MailDependencies, 'db' | 'postmark' | 'log'>,
  conversationId: ConversationId,
): Promise<string | null> {
  const mails = await listUnsentAgentMails(deps.db, conversationId);
  let later: string | null = null;
  for (let from = 0; from < mails.length; from += SENDS_AT_ONCE) {
    const sent = await Promise.all(mails.slice(from, from + SENDS_AT_ONCE).map((mail) => send(deps, mail)));
    later = sent.find((reason) => reason !== null) ?? later;
  }
  return later;
}

/** @returns why it has to be tried again, or null. */
async function send(
  deps: Pick<MailDependencies, 'db' | 'postmark' | 'log'>,
  { id, state, envelope, projectId, agentId, createdAt }: AgentMail,
): Promise<string | null> {
  const move = (to: AgentMail['state'], reason?: string) =>
    moveAgentMail(deps.db, id, { from: 'sending', to, ...(reason && { reason }) });
  if (state === 'sending') {
    await move('unknown', 'The send was interrupted.');
    return null;
  }
  if (!(await findRole(deps.db, { projectId, agentId }))) {
    await moveAgentMail(deps.db, id, { from: 'pending', to: 'failed', reason: 'They left the team.' });
    return null;
  }
  // After a restore the row may have forgotten that it was sent.
  if (
    mayHaveLeft(createdAt, { since: performance.timeOrigin, now: Date.now() }) &&
    (await findAtProvider(deps.postmark, id, AGENT_MAIL_KEY))
  ) {
    await moveAgentMail(deps.db, id, { from: 'pending', to: 'sent' });
    return null;
  }
  if (!(await moveAgentMail(deps.db, id, { from: 'pending', to: 'sending' }))) return null;
  try {
    await deps.postmark.sendEmail(toAgentMessage(id, envelope));
    // Another attempt may have taken this one for interrupted meanwhile.
    if (!(await move('sent'))) await moveAgentMail(deps.db, id, { from: 'unknown', to: 'sent' });
    return null;
  } catch (error) {
    const { outcome, reason } = sendOutcome(error);
    deps.log.warn({ agentMail: id, outcome, err: error }, 'a mail to an agent was not taken');
    await move(({ refused: 'failed', later: 'pending', unknown: 'unknown' } as const)[outcome], reason);
    return outcome === 'later' ? reason : null;
  }
}
