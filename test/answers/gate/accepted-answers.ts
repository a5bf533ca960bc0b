import { readFileSync } from 'node:fs';
import { z } from 'zod';

const said = z.object({ speaker: z.enum(['user', 'agent']), text: z.string() });
const task = z.object({
  task_id: z.string(),
  contexts: z.array(z.object({ document_id: z.string(), title: z.string().nullish(), text: z.string() })),
  input: z.array(said),
  targets: z.array(said.pick({ text: true })),
  answerability: z.array(z.string()).nullish(),
  Collection: z.string(),
});

/** An answer that people accepted, with the passages from which it was given. */
export interface AcceptedAnswer {
  id: string;
  collection: string;
  answer: string;
  passages: string[];
  customer: string[];
  assistant: string[];
}

/** Talks as MTRAG-UN keeps them: one task a line, with its passages and its accepted answer. */
export function readAccepted(file: string): AcceptedAnswer[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => task.parse(JSON.parse(line)))
    .filter(({ contexts, answerability }) => contexts.length > 0 && isAnswered(answerability ?? []))
    .map(({ task_id, Collection, contexts, input, targets }) => ({
      id: task_id,
      collection: Collection,
      answer: targets[0]?.text ?? '',
      passages: contexts.map(({ title, text }) => `${title ?? ''}\n${text}`),
      customer: input.filter(({ speaker }) => speaker === 'user').map(({ text }) => text),
      assistant: input.filter(({ speaker }) => speaker === 'agent').map(({ text }) => text),
    }));
}

const isAnswered = (answerability: string[]) => answerability.includes('ANSWERABLE');
