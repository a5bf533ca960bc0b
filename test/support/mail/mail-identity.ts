import { randomBytes } from 'node:crypto';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';

/** An installation's part in mail, with a secret of its own. */
export const mailIdentity: MailIdentity = {
  inboundDomain: 'reply.example.test',
  inboundAddress: null,
  replyAddressSecrets: [randomBytes(24).toString('hex')],
};
