import { createHash } from 'node:crypto';
import type { ConversationId, ProjectId } from '../../../domain/ids.ts';
import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import type { QuarantineReason } from '../../../domain/mail/judging/quarantine.ts';

interface Judged {
  projectId: ProjectId;
  conversationId: ConversationId | null;
  quarantine: QuarantineReason | null;
}

export interface Fingerprints {
  /** Equal for arrivals of one mail, and for nothing else. */
  fingerprint: string;
  /** Equal for mails that may be one: the later ones are kept and marked. Null: nothing resembles it. */
  likeness: string | null;
}

/**
 * What tells one mail from another, whatever the provider calls it and over which road it came: its Message-ID together
 * with its date, its words and its files, because senders reuse ids and write the same words again. The judgement is part
 * of it, so that nothing untrusted can arrive first and keep the real mail out. A mail with neither id nor a date that tells
 * anything cannot be told from another with the same words; each arrival is then a mail of its own.
 * @param files the digests of its files.
 */
export function fingerprintsOf(mail: InboundMail, files: string[], judged: Judged): Fingerprints {
  const sent = dateKey(mail.date);
  const content = [mail.subject, mail.text, mail.html].map(wordsOf);
  const written = [mail.from?.email ?? null, ...content, ...[...files].sort()];
  const place = [judged.conversationId ?? judged.projectId, judged.quarantine];
  const nameless = mail.messageId === null && (sent === '' || isOfStoppedClock(sent));
  return {
    fingerprint: digest([mail.messageId, sent, nameless && mail.providerId, ...place, ...written]),
    likeness: likenessOf(mail, nameless ? written : null, judged.projectId),
  };
}

function likenessOf({ messageId }: InboundMail, written: unknown[] | null, projectId: ProjectId) {
  if (messageId !== null) return digest(['id', projectId, messageId]);
  return written && digest(['words', projectId, ...written]);
}

/** No mail is on its way so long: its writer's clock has stood since it was made. */
const LONGEST_WAY_MS = 365 * 86_400_000;
const isOfStoppedClock = (sent: string) => Date.now() - Date.parse(sent) > LONGEST_WAY_MS;

/** Relays write a date anew in another form; a date that nobody can read is compared as it stands. */
function dateKey(date: string): string {
  const time = Date.parse(date);
  return Number.isNaN(time) ? date.trim() : new Date(time).toISOString();
}

/** In characters. Of a whole text of millions of lines each gap would be held until the last one is found. */
const PIECE = 50_000;

/** Relays wrap lines and change their ends. */
function wordsOf(text: string): string {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; from += PIECE) {
    const piece = text.slice(from, from + PIECE).replace(/ \s+|[^\S ]\s*/g, ' ');
    const rest = pieces.at(-1)?.endsWith(' ') ? piece.trimStart() : piece;
    if (rest) pieces.push(rest);
  }
  return pieces.join('').trim();
}

const digest = (parts: unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
