import type { NewInboundEmail } from '../../../db/mail/inbound/inbound-emails.ts';
import { newId, type ProjectId } from '../../../domain/ids.ts';

/** Kim's mail as the webhook would store it: of no conversation yet, and like no other. */
export function storedMail(parts: { projectId: ProjectId } & Partial<NewInboundEmail>): NewInboundEmail {
  const id = parts.id ?? newId('eml');
  return {
    providerId: `provider ${id}`,
    fingerprint: `fingerprint ${id}`,
    fromEmail: 'kim@example.org',
    fromName: 'Kim',
    subject: 'How?',
    replyText: 'How do I start it?',
    quotedText: '',
    verdict: 'verified',
    payload: {},
    ...parts,
    id,
  };
}
