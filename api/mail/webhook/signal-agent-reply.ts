import { findAgentMail } from '../../../db/mail/outbound/agent-mails.ts';
import { markRead } from '../../../db/inbox/inbox.ts';
import type { InboundEmail } from '../../../db/mail/inbound/inbound-emails.ts';
import { readAgentReply } from '../../../domain/mail/writing/agent-mail-reply.ts';
import { siblingId, type AgentMailId, type ConversationId } from '../../../domain/ids.ts';
import { Refusal } from '../../../domain/errors.ts';
import type { GatewayOf } from '../../gateway/gateway.ts';
import type { Queryable } from '../../../db/connection/database.ts';
import { postmarkInbound } from '../provider/postmark-inbound.ts';

/**
 * Tells the conversation what an agent answered by mail; they have read what they answer. Everything is read from the stored mail: a repetition says the same.
 * @throws Refusal as the gateway does.
 */
export async function signalAgentReply(
  deps: { db: Queryable; gateway: GatewayOf<'mail'> },
  email: InboundEmail,
  to: { conversationId: ConversationId; agentMailId: AgentMailId },
): Promise<void> {
  const [answered] = await findAgentMail(deps.db, [to.agentMailId]);
  if (!answered) throw new Refusal('conversation_not_found');
  const intent = readAgentReply({ text: email.replyText, attachments: filesIn(email.payload) });
  const { agentId, seq, projectId } = answered;
  await markRead(deps.db, { projectId, conversationId: to.conversationId, agentId, seq });
  await deps.gateway.signal('agentReply', to.conversationId, {
    id: siblingId('msg', email.id),
    agentId,
    text: intent.text,
    mailContext: {
      seenSeq: seq,
      does: intent.does,
      reason: intent.does === 'refuse' ? intent.reason : null,
    },
  });
}

/** Signatures of S/MIME and PGP are not meant for the reader, nor are pictures that stand in the text. */
function filesIn(payload: unknown): number {
  const parsed = postmarkInbound.safeParse(payload);
  if (!parsed.success) return 0;
  return parsed.data.Attachments.filter(
    ({ ContentID, ContentType }) => !ContentID && !/^application\/(x-)?(pkcs7|pgp)-/i.test(ContentType),
  ).length;
}
