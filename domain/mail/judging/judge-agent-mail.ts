import { agentQuarantine } from './agent-mail-verdict.ts';
import type { InboundMail } from '../inbound-mail.ts';
import type { Judgement } from './judgement.ts';
import type { KnownAgentMail } from './known-places.ts';

/**
 * Whether the answer to a mail of ours to an agent may speak for that agent. What lies in quarantine is nobody's word:
 * whoever lets it out later does not let it speak for the agent.
 */
export function judgeAgentMail(
  mail: InboundMail,
  answered: KnownAgentMail,
  seen: Pick<Judgement, 'verdict' | 'machine'> & { now: Date },
): Judgement {
  const { projectId, conversationId, agentMailId, agentEmail, member, expiresAt } = answered;
  const { verdict, machine, now } = seen;
  const quarantine = agentQuarantine({
    from: mail.from?.email ?? null,
    agentEmail,
    verdict,
    automatic: machine !== null,
    member,
    expired: expiresAt < now,
  });
  return {
    projectId,
    conversationId,
    agentMailId: quarantine ? null : agentMailId,
    verdict,
    machine,
    quarantine,
    begins: false,
    keysDisagree: false,
    forward: null,
    recipients: [],
    answerTo: null,
  };
}
