import type { Finding } from '../../../domain/assistant/finding.ts';
import type { PromptMessage } from './in-roles.ts';

const MOST = 6;
const WHY: Record<Finding['kind'], string> = {
  number: 'the number is in no passage',
  price: 'no passage and nobody of the team names that price',
  date: 'the date is in no passage',
  name: 'the name is in no passage',
  code: 'this is in no passage',
  link: 'links may lead only to addresses that the passages give',
  citation: 'there is no such passage',
  support: 'the passages do not say this',
  form: 'only words for the customer may be written',
};

/** What a model is told whose answer was stopped: its own words, and why. */
export const askAgain = (answer: string, findings: Finding[], key: string): PromptMessage[] =>
  again(answer, [
    `(${key}) Your answer was not shown to the customer:`,
    ...findings.slice(0, MOST).map(({ kind, what }) => `- “${what}”: ${WHY[kind]}`),
    'Answer the customer again, and say only what the passages say. If they do not cover it, say so in one sentence and offer a person.',
  ]);

/** The same of a text that it was to write from another: it answers nobody. */
export const writeAgain = (written: string, findings: Finding[], key: string): PromptMessage[] =>
  again(written, [
    `(${key}) What you wrote was not taken:`,
    ...findings.slice(0, MOST).map(({ what }) => `- “${what}”: the text does not say this`),
    'Write it again as you were told to, from the text alone. Write only the result.',
  ]);

function again(written: string, lines: string[]): PromptMessage[] {
  return [
    { role: 'assistant', content: written || '…' },
    { role: 'user', content: lines.join('\n') },
  ];
}
