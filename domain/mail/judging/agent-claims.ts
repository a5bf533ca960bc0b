import {
  parseAgentToken,
  verifyAgentKey,
  type AgentKey,
  type AgentMailBinding,
} from '../address/agent-token.ts';
import { headerValues, type InboundMail } from '../inbound-mail.ts';
import { messageIdsOf, messageIdTokenPart } from '../address/mail-message-id.ts';
import { tokenPart } from '../address/reply-address.ts';
import { recipientsOf } from './thread-mail.ts';

export interface AgentClaim {
  by: 'address' | 'messageId';
  key: AgentKey;
}

const MAX_CLAIMS = 20;

/** Tokens of mails to agents that a mail carries, strongest first: in an address, then in a Message-ID it answers. */
export function agentClaims(mail: InboundMail): AgentClaim[] {
  const ids = ['In-Reply-To', 'References'].flatMap((name) =>
    headerValues(mail, name).flatMap((value) => messageIdsOf(value).reverse()),
  );
  const claims = (by: AgentClaim['by'], tokens: (string | null)[]) =>
    tokens.flatMap((token) => {
      const key = token === null ? null : parseAgentToken(token);
      return key ? [{ by, key }] : [];
    });
  return [
    ...claims('address', [mail.mailboxHash, ...recipientsOf(mail).map(tokenPart)]),
    ...claims('messageId', ids.map(messageIdTokenPart)),
  ].slice(0, MAX_CLAIMS);
}

/** The first claim whose signature holds; what each was bound to is known from its row, never from the mail. */
export function answeredAgentMail<Known extends AgentMailBinding>(
  claims: AgentClaim[],
  { known, secrets }: { known: readonly Known[]; secrets: readonly string[] },
): (Known & Pick<AgentClaim, 'by'>) | null {
  for (const { by, key } of claims) {
    const bound = known.find(({ agentMailId }) => agentMailId === key.agentMailId);
    if (bound && verifyAgentKey(key, bound, secrets)) return { ...bound, by };
  }
  return null;
}
