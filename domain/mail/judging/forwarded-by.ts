import { readForwarded, type ForwardedMail } from '../reading/forwarded-mail.ts';
import type { AgentId } from '../../ids.ts';
import type { InboundMail } from '../inbound-mail.ts';
import { foldAddress } from '../address/mail-address.ts';
import type { MailIdentity } from '../address/mail-envelope.ts';
import type { SenderVerdict } from '../../message.ts';
import type { SupportedProject } from './known-places.ts';
import { isOurAddress } from '../address/reply-address.ts';

/** What an agent passed on to the support address, on behalf of whoever wrote it. */
export interface Forward extends ForwardedMail {
  by: AgentId;
}

/**
 * A mail that an agent of the project forwarded: it begins a conversation of its original sender. Anybody can write an
 * agent's address into From, so nothing less than the agent's own domain vouching for it is enough.
 * @param to.agents those of the project, by address, as far as the mail names them as its sender or its author.
 * @returns `unproven` when it says so and nothing proves it; null when it is no forwarded mail of an agent.
 */
export function forwardedBy(
  mail: InboundMail,
  to: {
    project: SupportedProject;
    agents: ReadonlyMap<string, AgentId>;
    identity: MailIdentity;
    verdict: SenderVerdict;
  },
): Forward | 'unproven' | null {
  const { project, agents, identity, verdict } = to;
  const by = agents.get(mail.from?.email ?? '');
  const forwarded = by && readForwarded(mail);
  if (!by || !forwarded) return null;
  const { email } = forwarded.from;
  const ours = isOurAddress(email, identity) || project.addresses.some((each) => foldAddress(each) === email);
  if (ours || agents.has(email)) return null;
  return verdict === 'verified' ? { ...forwarded, by } : 'unproven';
}
