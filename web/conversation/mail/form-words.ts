import type { MailForm } from '../../../domain/mail-form.ts';
import { sameSubject } from '../../../domain/mail/writing/mail-subject.ts';
import type { Message } from '../../../domain/message.ts';

/** What a mail is, in a line; null when its own words say it. */
export function formWords(form: MailForm): string | null {
  switch (form.form) {
    case 'signed':
      return `Signed with ${form.by} (not checked)`;
    case 'encrypted':
      return `Encrypted with ${form.by}: it can be read only with the key it was encrypted for`;
    case 'subjectOnly':
      return 'This email has only a subject';
    case 'wordless':
      return 'This email has no words of its own';
    case 'winmail':
      return 'Unpacked from Outlook’s winmail.dat';
    case 'invitation':
      return form.words;
  }
}

/** The subject of a mail where it is not the one before it: what the conversation or its newest mail was about. */
export function changedSubject(
  { mail }: Pick<Message, 'mail'>,
  before: { detail: { subject: string }; earlier: Pick<Message, 'mail'>[] },
): string | null {
  if (!mail?.subject.trim() || mail.forms.some(({ form }) => form === 'subjectOnly')) return null;
  const last = before.earlier.findLast((each) => each.mail?.subject)?.mail?.subject ?? before.detail.subject;
  const known = sameSubject(mail.subject, last) || sameSubject(mail.subject, before.detail.subject);
  return known ? null : mail.subject;
}
