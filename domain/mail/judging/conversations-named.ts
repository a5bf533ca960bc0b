import type { ConversationId } from '../../ids.ts';
import type { MailIdentity } from '../address/mail-envelope.ts';
import type { InboundMail } from '../inbound-mail.ts';
import { bouncedClaims } from './bounced-mail.ts';
import { threadClaims } from './thread-mail.ts';

/**
 * Every conversation that a mail's claims may name, whoever wrote it: known before anything is looked up, so that all of it
 * is looked up at once. Which of them count, `claimsOf` says.
 */
export function conversationsNamed(mail: InboundMail, identity: MailIdentity): ConversationId[] {
  const claims = [...threadClaims(mail, identity), ...bouncedClaims(mail)];
  return [...new Set(claims.flatMap(({ key }) => key?.conversationId ?? []))];
}
