import { findAgentMail } from '../../../db/mail/outbound/agent-mails.ts';
import type { Queryable } from '../../../db/connection/database.ts';
import { isMember } from '../../../db/project/projects.ts';
import { agentClaims, answeredAgentMail } from '../../../domain/mail/judging/agent-claims.ts';
import { agentQuarantine } from '../../../domain/mail/judging/agent-mail-verdict.ts';
import type { AgentMailId, ConversationId, ProjectId } from '../../../domain/ids.ts';
import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';
import type { SenderVerdict } from '../../../domain/message.ts';
import type { QuarantineReason } from '../../../domain/mail/judging/quarantine.ts';

export interface AgentMailJudgement {
  by: 'address' | 'messageId';
  agentMailId: AgentMailId;
  projectId: ProjectId;
  conversationId: ConversationId;
  quarantine: QuarantineReason | null;
}

/** Whether the mail answers one of our mails to an agent, and whether it may speak for that agent; null when it answers none. */
export async function judgeAgentMail(
  db: Queryable,
  mail: InboundMail,
  { identity, verdict, automatic }: { identity: MailIdentity; verdict: SenderVerdict; automatic: boolean },
): Promise<AgentMailJudgement | null> {
  const claims = agentClaims(mail);
  const rows = await findAgentMail(
    db,
    claims.map(({ key }) => key.agentMailId),
  );
  const known = rows.map((row) => ({ ...row, agentMailId: row.id }));
  const answered = answeredAgentMail(claims, { known, secrets: identity.replyAddressSecrets });
  if (!answered) return null;
  const { by, agentMailId, projectId, conversationId, agentId, agentEmail, expiresAt } = answered;
  const quarantine = agentQuarantine({
    from: mail.from?.email ?? null,
    agentEmail,
    verdict,
    automatic,
    member: await isMember(db, { projectId, agentId }),
    expired: expiresAt < new Date(),
  });
  return { by, agentMailId, projectId, conversationId, quarantine };
}
