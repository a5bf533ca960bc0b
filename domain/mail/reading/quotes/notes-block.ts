import { headerNamed } from '../lines/header-names.ts';
import { hasDay } from '../lines/mail-dates.ts';
import { isBlank, type MailLine } from '../lines/mail-line.ts';
import { addressesIn } from '../lines/mail-parties.ts';

/** Lines within which the parts follow each other. */
const TO_DATE = 6;
const TO_NAMES = 20;
const MAX_DATE = 60;

/**
 * Whether the header of a mail begins here as Lotus Notes writes it: its sender and its day on lines of their own, then
 * "To", "cc" and "Subject" without colons, each above or beside its value.
 */
export function isNotesBlock(lines: MailLine[], at: number): boolean {
  if (addressesIn(lines[at]?.text ?? '').length === 0) return false;
  const dated = lines
    .slice(at, at + TO_DATE)
    .findIndex(({ text }) => text.length <= MAX_DATE && !/^\p{L}.*[:：]$/u.test(text) && hasDay(text));
  if (dated < 0) return false;
  const names = lines
    .slice(at + dated + 1, at + TO_NAMES)
    .filter((line) => !isBlank(line))
    .map(({ text }) => headerNamed(text.split('|', 1)[0] ?? ''));
  return names.includes('subject') && names.filter((name) => name !== null).length >= 2;
}
