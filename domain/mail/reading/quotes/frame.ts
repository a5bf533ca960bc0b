import { hasDay } from '../lines/mail-dates.ts';
import { isBlank, isRule, type MailLine } from '../lines/mail-line.ts';
import { namesForward, namesMail, namesQuotedMail, passesOn } from '../lines/divider-words.ts';
import { headerKind } from '../lines/header-names.ts';
import { isLabelled } from './labelled-line.ts';
import { addressesIn } from '../lines/mail-parties.ts';

/** Some programs put a divider and all headers into one line. */
const MAX_LENGTH = 1_000;
const LEADING = /^[-_=*~#<>\s–—|+.]{0,80}/;
const DECORATION = '-_=*~#<>–—|+. ';

interface Frame {
  /** Signs before and behind the words, blanks not counted. */
  lead: number;
  tail: number;
  words: string;
}

/** A line's words without the dashes around them, or as far as the next dashes: what follows those was glued to it. */
function frameOf(text: string): Frame {
  const lead = LEADING.exec(text)?.[0] ?? '';
  const rest = text.slice(lead.length);
  const glued = rest.search(/[-_=*~–—]{3}/);
  const end = glued >= 0 ? glued : rest.length;
  let words = rest.slice(0, end);
  let tail = glued >= 0 ? 3 : 0;
  for (let last = words.at(-1); last !== undefined && DECORATION.includes(last); last = words.at(-1)) {
    words = words.slice(0, -1);
    if (last !== ' ') tail++;
  }
  return { lead: lead.replace(/\s/g, '').length, tail, words };
}

/**
 * Whether a line is "-----Original Message-----", "---- Forwarded by Kim on 3/3/2026 ----" or "Begin forwarded message:" in
 * one of many languages, or the word for a message between dashes above what looks like a mail's header.
 */
export function isDivider(lines: MailLine[], at: number): boolean {
  const text = lines[at]?.text ?? '';
  if (text.length < 4 || text.length > MAX_LENGTH) return false;
  if (!/^[-_=*~#<>–—|+.]/.test(text)) return isAnnouncedForward(lines, at);
  const { lead, tail, words } = frameOf(text);
  if (lead < 2) return false;
  if (namesQuotedMail(words)) return true;
  if (tail < 2) return false;
  if (passesOn(words) && (hasDay(words) || addressesIn(words).length > 0)) return true;
  return namesMail(words) && !/\p{Nd}/u.test(words) && isAboveHeader(lines, at);
}

/** "Begin forwarded message:", which people write too. */
function isAnnouncedForward(lines: MailLine[], at: number): boolean {
  const text = lines[at]?.text ?? '';
  return /[:：]$/.test(text) && namesForward(text) && isAboveHeader(lines, at);
}

function isAboveHeader(lines: MailLine[], at: number): boolean {
  const next = lines.slice(at + 1, at + 4).find((line) => !isBlank(line));
  if (!next) return false;
  return headerKind(next.text) !== null || (isLabelled(next.text) && says(next.text));
}

const says = (text: string) => hasDay(text) || addressesIn(text).length > 0;

/** Signs that part, with or without words between them; what stands above a quote belongs to it, whatever its language. */
export function isFrame(line: MailLine | undefined): boolean {
  if (line === undefined || isBlank(line) || isRule(line)) return true;
  if (line.text.length > 200) return false;
  if (/^[-_=*~–—#]{3,200}$/.test(line.text)) return true;
  const { lead, tail, words } = frameOf(line.text);
  if (lead === 0 && tail === 0) return namesQuotedMail(words) && words.length < 60;
  return lead >= 2 && tail >= 2 && words.split(/\s+/).length <= 8;
}
