import type { Person } from '../../person.ts';
import { addressesIn } from './lines/mail-parties.ts';
import { readText } from './read-reply.ts';

/** What a form's mail says of whoever filled it in. */
export interface FormAuthor extends Person {
  /** They wrote more than names and choices: it is a person's question, whoever mailed it. */
  asks: boolean;
}

/** A form's own words stand above its fields, and are few. In lines that say something. */
const MAX_ABOVE = 6;
const MAX_LINES = 200;
const MAX_LENGTH = 20_000;
const MAX_LABEL = 60;
const MAX_LABEL_WORDS = 8;
/** Shorter answers are names and choices; a device or a place takes more words, and no full stop. */
const MIN_SENTENCE = 4;
const MIN_WORDS = 10;

interface Field {
  value: string;
  /** Lines that say something, above the field. */
  above: number;
}

/**
 * Whom the fields of a contact form name: a label, and the mail's only address alone as its value, next to another field.
 * Forms mail in their own name, and not all of them set Reply-To. A letter, which begins with a greeting, has no fields, and
 * whoever quotes a mail has written one.
 * @param known addresses that are nobody new: ours, and the sender's.
 */
export function formAuthor(text: string, known: readonly string[] = []): FormAuthor | null {
  const said = text.slice(0, MAX_LENGTH).replaceAll('：', ': ');
  const addresses = new Set(addressesIn(said).filter((email) => !known.includes(email)));
  const [email, ...others] = [...addresses].map((each) => each.replace(/^mailto:/, ''));
  if (!email || others.some((other) => other !== email)) return null;
  const fields = fieldsIn(linesOf(said));
  const named = fields.find(({ value }) => valueNames(value, email));
  if (!named || fields.length < 2 || (fields[0]?.above ?? 0) > MAX_ABOVE) return null;
  if (readText(said).parts.some(({ kind }) => kind === 'quoted')) return null;
  return { email, name: nameIn(named.value), asks: fields.some(({ value }) => isQuestion(value)) };
}

function linesOf(text: string): string[] {
  const lines = text
    .split('\n')
    .slice(0, MAX_LINES)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
  return /[,،，、]$/.test(lines[0] ?? '') ? [] : lines;
}

/** `Label: value`, `Label | value`, or a label on a line of its own with its value below. */
function fieldsIn(lines: string[]): Field[] {
  const fields: Field[] = [];
  const bare = alternates(lines);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const next = lines[at + 1];
    const beside = besideLabel(line);
    if (beside) fields.push({ value: beside, above: at });
    else if (next && !besideLabel(next) && (bare ? at % 2 === 0 : /[:：?？*]$/.test(line) && isLabel(line)))
      fields.push({ value: next, above: at++ });
  }
  return fields;
}

function besideLabel(line: string): string | null {
  const [, label = '', value = ''] = /^([^:：|]{1,60})(?:[:：] ?|\s\|\s)(.+)$/u.exec(line) ?? [];
  return isLabel(label) ? value : null;
}

/** A table of one column: every other line is a short name. */
const alternates = (lines: string[]) =>
  lines.length >= 4 &&
  lines.length % 2 === 0 &&
  lines.every((line, at) => at % 2 === 1 || (isLabel(line) && !/[.!,:]$/.test(line)));

const isLabel = (text: string) =>
  text.length <= MAX_LABEL &&
  /\p{L}/u.test(text) &&
  text.split(' ').length <= MAX_LABEL_WORDS &&
  !/[@<>/]/.test(text);

/** `karl@home.example`, `Karl <karl@home.example>`, or with the target of its link. */
const valueNames = (value: string, email: string) =>
  value.toLowerCase() === email ||
  (/^[^<>]*<(?:mailto:)?[^<>]+>$/i.test(value) && value.toLowerCase().includes(email));

function nameIn(value: string): string {
  const name = value.replace(/<[^<>]*>/g, '').trim();
  return name.includes('@') || name.split(' ').length > 5 ? '' : name;
}

/** A sentence, or as many words as one. Scripts without blanks say as much with fewer letters. */
function isQuestion(value: string): boolean {
  const words = value.split(' ').length;
  const signs = value.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Thai}]/gu)?.length ?? 0;
  const ends = /[.?!…。？！]$/u.test(value);
  return (
    words >= MIN_WORDS || signs >= MIN_WORDS || (ends && (words >= MIN_SENTENCE || signs >= MIN_SENTENCE))
  );
}
