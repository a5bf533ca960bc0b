import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readFolder } from '../../activities/assistant/extractive/read-folder.ts';
import type { LoadedPassage } from '../../db/knowledge/load-passages.ts';
import { indexPassages, type PassageIndex } from '../../activities/assistant/retrieval/rank-passages.ts';

const question = z.object({
  id: z.string(),
  question: z.string(),
  turns: z.array(z.object({ by: z.enum(['customer', 'assistant']), text: z.string() })),
  /** The articles that answer it; null when none does. */
  gold: z.array(z.string()).nullable(),
});
export type AskedQuestion = z.infer<typeof question>;

export interface QuestionSet {
  name: string;
  index: PassageIndex;
  questions: AskedQuestion[];
  isRight(question: AskedQuestion, passage: LoadedPassage): boolean;
}

/** Of the largest sets the first so many are enough. */
const MAX_QUESTIONS = 270;

export function setNames(folder: string): string[] {
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'questions.jsonl')));
}

/** Real questions to real documents: `docs/*.md`, and `questions.jsonl` with one question a line. */
export async function readSet(folder: string, name: string): Promise<QuestionSet> {
  const lines = readFileSync(join(folder, name, 'questions.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return {
    name,
    index: indexPassages(await readFolder(join(folder, name, 'docs'))),
    isRight: ({ gold }, { articleId }) => gold?.some((article) => articleId === `art_${article}`) ?? false,
    questions: lines.slice(0, MAX_QUESTIONS).map((line) => question.parse(JSON.parse(line))),
  };
}

/** Sets made of one text in many languages compare languages, and those of this project were chosen by it: the others are support. */
export const isSupport = (name: string) => !/quad|guides/.test(name);

/** The same slips in every run: in a third of the words of five letters and more, one letter is lost or two change places. */
export function misspell(text: string): string {
  let seed = [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 2_147_483_647, 7);
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  return text.replace(/\p{L}{5,}/gu, (word) => {
    if (random() > 0.35) return word;
    const at = 1 + Math.floor(random() * (word.length - 2));
    const swapped = random() < 0.5 ? '' : `${word[at + 1]}${word[at]}`;
    return word.slice(0, at) + swapped + word.slice(at + (swapped ? 2 : 1));
  });
}
