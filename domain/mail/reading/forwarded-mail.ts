import type { Person } from '../../person.ts';
import { parsePeople } from '../address/parse-people.ts';
import { foldAddress } from '../address/mail-address.ts';
import { shorten } from '../../text/shorten.ts';
import { MAX_ADDRESS, MAX_NAME } from '../../limits.ts';

/** A mail inside a mail, as a person forwards it. */
export interface ForwardedMail {
  /** The words of whoever forwarded it. */
  words: string;
  from: Person;
  subject: string;
  text: string;
}

const names = (...words: string[]) =>
  new RegExp(`^\\*?(${words.join('|')})\\*?[ \\t]*\\*?[:：]\\*?[ \\t]*(.*)$`, 'iu');
const FROM = names(
  ...[
    'From',
    'Von',
    'De',
    'Da',
    'Van',
    'Från',
    'Fra',
    'Od',
    'От',
    'Від',
    'Lähettäjä',
    'Feladó',
    'Kimden',
    'Gönderen',
  ],
  ...[
    'Από',
    'De la',
    'Expéditeur',
    'Remitente',
    'Mittente',
    'Absender',
    'Afzender',
    'Nadawca',
    'Odesílatel',
    'Pengirim',
  ],
  ...['发件人', '寄件者', '差出人', '送信者', '보낸 사람', '보낸사람', 'מאת', 'من', 'จาก', 'Từ'],
);
const SUBJECT = names(
  ...[
    'Subject',
    'Betreff',
    'Objet',
    'Asunto',
    'Assunto',
    'Oggetto',
    'Onderwerp',
    'Ämne',
    'Emne',
    'Temat',
    'Předmět',
  ],
  ...['Predmet', 'Тема', 'Aihe', 'Tárgy', 'Konu', 'Θέμα', 'Subiect', 'Subjek', 'Perihal', 'Chủ đề'],
  ...['主题', '主題', '主旨', '件名', '제목', 'נושא', 'الموضوع', 'เรื่อง'],
);
/** Date, Sent, To, Cc, Reply-To …: whatever else stands in the block. */
const OTHER = /^\*?[\p{L}\p{M}][\p{L}\p{M} .’'()-]{0,24}\*?[ \t]*[:：]/u;
/** "---------- Forwarded message ----------", "Begin forwarded message:", "-----Original Message-----", in any language. */
const DIVIDER =
  /^(?:[-_=*]{3,}.{0,80}[-_=*]{2,}|[-_=*]{10,}|.{0,40}(?:forward|weitergeleitet|réexp|transf|transmis|reenvi|encaminh|inoltr|doorgest|vidarebef|videresend|edelleenl|przekaz|přeposl|továbbít|ilet|пересыл|перенаправ|转发|轉寄|転送).{0,40}[:：])$/iu;

const ADDRESS = /^[^\s@<>\p{Cc}]+@[^\s@<>\p{Cc}]+\.[^\s@<>\p{Cc}]+$/u;

const MAX_LINES = 4_000;
/** From, Date, Subject, To, Cc, Reply-To, and one of them folded. */
const MAX_BLOCK = 12;

/** Finds the header block that mail programs put above a forwarded mail; null when there is none with an address. */
export function readForwarded({ subject, text }: { subject: string; text: string }): ForwardedMail | null {
  const lines = text.replace(/\r\n?/g, '\n').split('\n', MAX_LINES);
  const begin = lines.findIndex((_line, at) => senderAt(lines, at) !== null);
  const from = begin < 0 ? null : senderAt(lines, begin);
  if (!from) return null;
  const quoted = isQuoted(lines[begin] ?? '');
  const plain = (at: number) => (quoted ? unquoted(lines[at] ?? '') : (lines[at] ?? ''));
  let first = begin;
  while (
    first > 0 &&
    OTHER.test(unquoted(lines[first - 1] ?? '')) &&
    isQuoted(lines[first - 1] ?? '') === quoted
  )
    first--;
  let end = begin;
  while (end < lines.length && end < begin + MAX_BLOCK && plain(end).trim() !== '') end++;
  const block = lines.slice(first, end).map((_line, i) => plain(first + i).trim());
  const named = block.flatMap((line) => SUBJECT.exec(line)?.[2]?.trim() ?? []);
  const body = lines.slice(end).map((_line, i) => plain(end + i));
  return {
    words: wordsAbove(lines.slice(0, first)),
    from,
    subject: named[0] || subject.replace(/^\s*\p{L}{1,10}\s*:\s*/u, ''),
    text: body.join('\n').trim(),
  };
}

/** The author named by a From line that two lines of its kind follow or precede. */
function senderAt(lines: string[], at: number): Person | null {
  const value = FROM.exec(
    unquoted(lines[at] ?? '')
      .slice(0, 400)
      .trim(),
  )?.[2];
  if (!value) return null;
  const near = [...lines.slice(Math.max(0, at - 3), at), ...lines.slice(at + 1, at + 6)];
  if (near.filter((line) => OTHER.test(unquoted(line).slice(0, 60).trim())).length < 2) return null;
  const [person] = parsePeople(value);
  if (!person || !ADDRESS.test(person.email)) return null;
  return { email: foldAddress(person.email).slice(0, MAX_ADDRESS), name: shorten(person.name, MAX_NAME) };
}

function wordsAbove(lines: string[]): string {
  const kept = lines.slice();
  while (kept.length > 0 && isAboveNoWord(kept.at(-1) ?? '')) kept.pop();
  return kept.join('\n').trim();
}

const isAboveNoWord = (line: string) => {
  const text = unquoted(line).trim();
  return text === '' || (text.length < 120 && DIVIDER.test(text));
};

const isQuoted = (line: string) => /^\s{0,3}>/.test(line);
const unquoted = (line: string) => line.replace(/^\s{0,3}>\s?/, '');
