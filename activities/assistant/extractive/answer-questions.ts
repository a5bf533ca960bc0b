import { createInterface } from 'node:readline';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { questionTerms } from '../retrieval/question-terms.ts';
import type { IndexedPassage } from '../retrieval/indexed-passage.ts';
import { indexPassages, type PassageIndex } from '../retrieval/rank-passages.ts';
import { choosePassage } from './choose-passage.ts';
import { readFolder } from './read-folder.ts';
import { replyTo } from './reply.ts';

/** Articles after the candidates that were looked at closely. */
const RANKED = 50;

const asked = z.object({
  question: z.string(),
  turns: z.array(z.object({ by: z.enum(['customer', 'assistant', 'agent']), text: z.string() })).default([]),
});

/**
 * `npm run --silent answer -- --docs FOLDER`: one question per line on stdin, one answer per line on stdout, as a worker
 * without a model would give it.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { docs: { type: 'string' } } });
  if (!values.docs) throw new Error('Say where the docs are: npm run --silent answer -- --docs FOLDER');
  const index = indexPassages(await readFolder(values.docs));
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim()) process.stdout.write(`${JSON.stringify(answer(index, JSON.parse(line)))}\n`);
  }
}

function answer(index: PassageIndex, line: unknown) {
  const { question, turns } = asked.parse(line);
  const said = [...turns, { by: 'customer' as const, text: question }];
  const { kind, text, language, cited } = replyTo(index, said);
  const wanted = questionTerms(index, said);
  const found = [...(choosePassage(index, wanted)?.ranked ?? []), ...index.rank(wanted.terms, RANKED)];
  return {
    outcome: kind === 'offered' ? 'unknown' : kind,
    text,
    language,
    citations: [...new Set(cited.map(fileOf))],
    ranked: [...new Set(found.map(fileOf))],
  };
}

const fileOf = ({ passage }: IndexedPassage) => passage.articleId.replace('art_', '');

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
