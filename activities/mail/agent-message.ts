import type { Models } from 'postmark';
import { siblingId, type AgentMailId } from '../../domain/ids.ts';
import type { MailEnvelope } from '../../domain/mail/address/mail-envelope.ts';
import { LOOP_HEADER } from '../../domain/mail/judging/own-mail.ts';
import { AGENT_MAIL_KEY, toPostmarkMessage } from './postmark-message.ts';

/** RFC 3834, 5: no machine answers it. */
export function toAgentMessage(id: AgentMailId, envelope: MailEnvelope): Models.Message {
  const message = toPostmarkMessage(siblingId('dlv', id), envelope);
  const automatic = [
    { Name: 'Auto-Submitted', Value: 'auto-generated' },
    { Name: 'X-Auto-Response-Suppress', Value: 'All' },
    { Name: LOOP_HEADER.name, Value: LOOP_HEADER.value },
  ];
  return {
    ...message,
    Metadata: { [AGENT_MAIL_KEY]: id },
    Headers: [...(message.Headers ?? []), ...automatic],
  };
}
