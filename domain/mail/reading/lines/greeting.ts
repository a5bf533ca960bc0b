import { isBlank, type MailLine } from './mail-line.ts';
import { holdsFirstName, type MailParties } from './mail-parties.ts';

const MAX_GREETING = 60;
const MAX_GAP = 3;

/** Whether the next words below a line are a greeting: short, and ended as one. With it a mail begins. */
export function greetsBelow(lines: MailLine[], at: number): boolean {
  const { text } = nextBelow(lines, at);
  return text.length < MAX_GREETING && /\p{L}[,!，、！]$/u.test(text);
}

/** Whether it greets the customer by name. */
export const greetsCustomerBelow = (lines: MailLine[], at: number, parties: MailParties) =>
  greetsBelow(lines, at) && holdsFirstName(nextBelow(lines, at).text, parties);

const NOTHING: MailLine = { text: '', shown: '', depth: 0 };
const nextBelow = (lines: MailLine[], at: number) =>
  lines.slice(at + 1, at + 1 + MAX_GAP).find((line) => !isBlank(line)) ?? NOTHING;
