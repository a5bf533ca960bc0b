import type { InboundMail } from '../../../../domain/mail/inbound-mail.ts';

/** A mail that says nothing yet about where it belongs. */
export function mailWith(parts: Partial<InboundMail> & { header?: Record<string, string> }): InboundMail {
  const { header = {}, ...fields } = parts;
  return {
    providerId: 'c8d2f6c0-0000-4000-8000-000000000001',
    messageId: 'one@mail.example.org',
    from: { email: 'kim@example.org', name: 'Kim' },
    to: [],
    cc: [],
    bcc: [],
    recipients: [],
    originalRecipient: '',
    mailboxHash: '',
    subject: 'Re: Help',
    replyTo: '',
    date: 'Mon, 30 Nov 2026 09:00:00 +0000',
    text: 'Thanks!',
    html: '',
    raw: '',
    attachmentTypes: [],
    contentType: '',
    headers: Object.entries(header).map(([name, value]) => ({ name, value })),
    ...fields,
  };
}
