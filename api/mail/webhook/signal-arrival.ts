import {
  markSignalled,
  quarantineEmail,
  type InboundEmail,
} from '../../../db/mail/inbound/inbound-emails.ts';
import { findHearing } from '../../../db/conversation/find-hearing.ts';
import { Refusal } from '../../../domain/errors.ts';
import { siblingId, type ConversationId } from '../../../domain/ids.ts';
import { signalMail, type MailRoad } from './mail-signal.ts';
import { automaticAnswers } from '../judging/automatic-answers.ts';
import { signalGesture } from '../judging/gesture.ts';
import { machineMailOf } from '../judging/machine-mail.ts';
import type { SupportedProject } from '../../../domain/mail/judging/known-places.ts';
import type { Arrival } from './read-arrival.ts';
import { signalAgentReply } from './signal-agent-reply.ts';
import type { WebhookDependencies } from './webhook.ts';

type SignalDependencies = WebhookDependencies & Pick<MailRoad, 'feed'>;

/** A mail that was stored and may go into its conversation. */
interface Accepted extends Arrival {
  email: InboundEmail;
  conversationId: ConversationId;
  supported: readonly SupportedProject[];
}

/** Ids come from the stored mail: however often this is repeated, the conversation hears of it once. */
export async function signalArrival(
  deps: SignalDependencies,
  accepted: Accepted,
): Promise<{ result: string }> {
  const { email } = accepted;
  try {
    await sendSignal(deps, accepted);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'conversation_not_found') throw error;
    await quarantineEmail(deps.db, email.id, 'unknown_conversation');
    return { result: 'unknown_conversation' };
  }
  await markSignalled(deps.db, email.id);
  return { result: 'taken' };
}

async function sendSignal(
  deps: SignalDependencies,
  { email, conversationId, mail, gesture, report, supported }: Accepted,
): Promise<void> {
  const { id: emailId, agentMailId, machine } = email;
  if (agentMailId) return signalAgentReply(deps, email, { conversationId, agentMailId });
  if (gesture) return signalGesture(deps, { email, conversationId, mail, gesture });
  if (machine) {
    const about = await machineMailOf(deps.db, { mail, conversationId, machine, report });
    return deps.gateway.signal('machineMail', conversationId, {
      id: siblingId('msg', emailId),
      emailId,
      ...about,
    });
  }
  const hearing = await findHearing(deps.db, { id: emailId, conversationId });
  const project = hearing?.project ?? null;
  const answer = await automaticAnswers(deps.db, { email, mail, identity: deps.mail, supported, project });
  await signalMail(deps, { ...email, conversationId }, { hearing, answer });
}
