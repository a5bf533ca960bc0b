import { addressesIn } from './reading/mail-parties.ts';
import type { Person } from './parse-people.ts';

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
 * Whom the fields of a contact form name: a label, and an address alone as its value, next to another field. Forms mail in
 * their own name, and not all of them set Reply-To. A letter, which begins with a greeting, has no fields.
 */
export function formAuthor(text: string): FormAuthor | null {
  const lines = text
    .slice(0, MAX_LENGTH)
    .split('\n')
    .slice(0, MAX_LINES)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
  if (/[,،，、]$/.test(lines[0] ?? '')) return null;
  const fields = fieldsIn(lines);
  const first = fields[0];
  const named = fields.find(({ value }) => addressAlone(value));
  if (!named || !first || fields.length < 2 || first.above > MAX_ABOVE) return null;
  const { email, name } = addressAlone(named.value)!;
  return { email, name, asks: fields.some(({ value }) => isQuestion(value)) };
}

/** `Label: value`, `Label | value`, or a label on a line of its own with its value below. */
function fieldsIn(lines: string[]): Field[] {
  const fields: Field[] = [];
  const bare = alternates(lines);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const next = lines[at + 1];
    const beside = /^([^:：|]{1,60})(?:[:：] ?|\s\|\s)(.+)$/u.exec(line);
    if (beside && isLabel(beside[1]!)) fields.push({ value: beside[2]!, above: at });
    else if (next && (bare ? at % 2 === 0 : /[:：?？*]$/.test(line) && isLabel(line)))
      fields.push({ value: lines[++at]!, above: at - 1 });
  }
  return fields;
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
function addressAlone(value: string): Person | null {
  const found = [...new Set(addressesIn(value.replace(/mailto:/gi, ' ')))];
  const [email] = found;
  if (!email || found.length > 1) return null;
  const name = value.replace(/<[^<>]*>/g, '').trim();
  if (name.toLowerCase() === email) return { email, name: '' };
  return /<[^<>]*>$/.test(value) && name.split(' ').length <= 5
    ? { email, name: name.includes('@') ? '' : name }
    : null;
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
