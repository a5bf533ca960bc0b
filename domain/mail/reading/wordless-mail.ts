import type { MailForm } from '../../mail-form.ts';
import { bareSubject } from '../writing/mail-subject.ts';
import type { ReadReply } from './read-reply.ts';

/** What a mail says where its own words are missing, and what it is. */
interface Said {
  words: string;
  forms: MailForm[];
  /** What stands around the words. */
  around: ReadReply;
}

/** More names than this say no more. */
const MAX_NAMED = 5;

/**
 * A mail is never an empty bubble. Without words of its own it is what it invites to, what it is wrapped in, its subject,
 * or its files. A signature is shown where nothing else is said.
 */
export function saidBy(
  { read, subject, files }: { read: ReadReply; subject: string; files: string[] },
  opened: { forms: MailForm[]; invitation: string | null },
): Said {
  const { forms, invitation } = opened;
  const around = read.aside ?? read;
  const own = read.aside ? '' : read.reply;
  if (own.replace(/[\s\p{Cf}\ufffc]/gu, '') !== '')
    return {
      words: own,
      forms: invitation ? [...forms, { form: 'invitation', words: invitation }] : forms,
      around,
    };
  if (invitation) return { words: invitation, forms, around };
  const encrypted = forms.find(({ form }) => form === 'encrypted');
  if (encrypted && 'by' in encrypted)
    return { words: `This email is encrypted (${encrypted.by}). It cannot be read here.`, forms, around };
  const named = subject.trim();
  if (named && bareSubject(named) === named.toLowerCase().replace(/\s+/g, ' '))
    return { words: named, forms: [...forms, { form: 'subjectOnly' }], around };
  if (read.aside && files.length === 0) return { words: read.reply, forms, around: read };
  return { words: withoutWords(files, named), forms: [...forms, { form: 'wordless' }], around };
}

function withoutWords(files: string[], subject: string): string {
  if (files.length === 0) return subject ? `No words, only the subject: ${subject}` : 'This email is empty.';
  const others = files.length - MAX_NAMED;
  const named = files.slice(0, MAX_NAMED).join(', ');
  return others > 0 ? `No words, only files: ${named} and ${others} more` : `No words, only files: ${named}`;
}
