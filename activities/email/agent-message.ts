import type { Models } from 'postmark';
import { siblingId, type AgentMailId } from '../../domain/ids.ts';
import type { MailEnvelope } from '../../domain/mail-envelope.ts';
import { LOOP_HEADER } from '../../domain/own-mail.ts';
import { toPostmarkMessage } from './postmark-message.ts';

/**
 * RFC 3834, 5: no machine answers it. Its metadata is not a delivery's, so that what becomes of it is never taken for
 * news of a mail to a customer.
 */
export function toAgentMessage(id: AgentMailId, envelope: MailEnvelope): Models.Message {
  const message = toPostmarkMessage(siblingId('dlv', id), envelope);
  const automatic = [
    { Name: 'Auto-Submitted', Value: 'auto-generated' },
    { Name: 'X-Auto-Response-Suppress', Value: 'All' },
    { Name: LOOP_HEADER.name, Value: LOOP_HEADER.value },
  ];
  return {
    ...message,
    Metadata: { agent_mail: id },
    Headers: [...(message.Headers ?? []), ...automatic],
  };
}
