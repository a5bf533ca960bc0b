import type { MailForm } from './mail-form.ts';
import { bareSubject } from './mail-subject.ts';

/** What a mail says where its own words are missing, and what it is. */
interface Said {
  words: string;
  forms: MailForm[];
}

/** More names than this say no more. */
const MAX_NAMED = 5;

/**
 * A mail is never an empty bubble. Without words of its own it is what it invites to, what it is wrapped in, its subject,
 * or its files.
 */
export function saidBy(
  mail: { subject: string; words: string; files: string[] },
  opened: { forms: MailForm[]; invitation: string | null },
): Said {
  const { forms, invitation } = opened;
  if (mail.words.replace(/[\s\p{Cf}\ufffc]/gu, '') !== '') {
    return {
      words: mail.words,
      forms: invitation ? [...forms, { form: 'invitation', words: invitation }] : forms,
    };
  }
  if (invitation) return { words: invitation, forms };
  const encrypted = forms.find(({ form }) => form === 'encrypted');
  if (encrypted && 'by' in encrypted)
    return { words: `This email is encrypted (${encrypted.by}). It cannot be read here.`, forms };
  const subject = mail.subject.trim();
  if (subject && bareSubject(subject) === subject.toLowerCase().replace(/\s+/g, ' '))
    return { words: subject, forms: [...forms, { form: 'subjectOnly' }] };
  return { words: withoutWords(mail.files, subject), forms: [...forms, { form: 'wordless' }] };
}

function withoutWords(files: string[], subject: string): string {
  if (files.length === 0) return subject ? `No words, only the subject: ${subject}` : 'This email is empty.';
  const others = files.length - MAX_NAMED;
  const named = files.slice(0, MAX_NAMED).join(', ');
  return others > 0 ? `No words, only files: ${named} and ${others} more` : `No words, only files: ${named}`;
}
