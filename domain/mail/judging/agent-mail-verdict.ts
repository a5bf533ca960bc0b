import type { SenderVerdict } from '../../message.ts';

/** Why an answer to a mail to an agent does not speak for that agent. */
export type AgentQuarantine =
  'no_sender' | 'automatic' | 'agent_not_verified' | 'agent_not_member' | 'agent_token_expired';

/**
 * The token says which mail is answered, never who answers: only the agent's own address with its domain's word for it
 * speaks for them, and only while they are on the team. Checked when the mail arrives, not when the token was made.
 */
export function agentQuarantine(arrival: {
  from: string | null;
  agentEmail: string;
  verdict: SenderVerdict;
  automatic: boolean;
  member: boolean;
  expired: boolean;
}): AgentQuarantine | null {
  if (arrival.from === null) return 'no_sender';
  if (arrival.verdict !== 'verified' || arrival.from !== arrival.agentEmail.toLowerCase())
    return 'agent_not_verified';
  if (!arrival.member) return 'agent_not_member';
  if (arrival.automatic) return 'automatic';
  return arrival.expired ? 'agent_token_expired' : null;
}
