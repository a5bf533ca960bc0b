import type { KeptEmbeddings, ProjectVectors } from '../../embeddings/kept-embeddings.ts';
import type { QuestionVectors } from '../../embeddings/question-vectors.ts';
import type { EmbeddedModel } from '../../../db/knowledge/embeddings.ts';
import type { Reader } from '../../../db/knowledge/load-passages.ts';
import type { Turn } from '../../../domain/knowledge/turn.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import { questionsIn } from '../extractive/questions-in.ts';
import { customersLanguage } from '../retrieval/customers-language.ts';
import { leansOnWhatWasSaid } from '../retrieval/follow-up.ts';
import { likenessOf, likenessOfNearest, type Likeness } from './likeness.ts';
import type { PassageIndex } from '../retrieval/rank-passages.ts';
import { withMeaning } from './with-meaning.ts';

/** Questions of one message that are looked at by themselves. */
const MOST_QUESTIONS = 4;
/** Characters. What a small model reads; a pasted log means no more after it. */
const MAX_QUESTION = 1_500;

/** Finds passages by what questions mean, where their project's passages are embedded. */
export interface Meaning {
  /** The index as it is for the newest question; the same when its meaning cannot be had. Never fails but when stopped. */
  upon(
    index: PassageIndex,
    question: { project: { id: ProjectId; embedded?: EmbeddedModel }; turns: Turn[]; isIdentified?: boolean },
    signal: AbortSignal,
  ): Promise<PassageIndex>;
}

/** Without an endpoint. */
export const BY_WORDS: Meaning = { upon: async (index) => index };

export function createMeaning(deps: { kept: KeptEmbeddings; vectors: QuestionVectors }): Meaning {
  return {
    upon: async (index, { project, turns, isIdentified = false }, signal) => {
      const embedded = await deps.kept.of(project).catch(() => null);
      if (!embedded || index.size === 0) return index;
      const questions = questionsOf(index, turns);
      const vectors = await deps.vectors.of(
        embedded.model,
        questions.map(({ text }) => text),
        signal,
      );
      if (!vectors) return index;
      const likenesses = new Map<string, Likeness>();
      const reader = { identified: isIdentified };
      for (const [at, { question }] of questions.entries()) {
        const vector = vectors[at];
        const likeness = vector && (await likenessIn(embedded, { index, reader, vector }).catch(() => null));
        if (likeness) likenesses.set(question, likeness);
      }
      return withMeaning(index, likenesses);
    },
  };
}

async function likenessIn(
  embedded: ProjectVectors,
  { index, reader, vector }: { index: PassageIndex; reader: Reader; vector: Float32Array },
) {
  if ('nearest' in embedded) return likenessOfNearest(index, await embedded.nearest(vector, reader));
  return embedded.kept.dimension === vector.length ? likenessOf(index, embedded.kept, vector) : null;
}

/** What is embedded of the newest message: itself and each of its questions, a follow-up behind what it follows. */
export function questionsOf(index: PassageIndex, turns: Turn[]): { question: string; text: string }[] {
  const newest = turns.at(-1)?.text ?? '';
  const language = customersLanguage(turns, index.words.main);
  let before = turns.slice(0, -1).findLast(({ by }) => by === 'customer')?.text ?? '';
  const all = [...new Set([newest, ...questionsIn(newest).slice(0, MOST_QUESTIONS)])];
  return all.flatMap((question) => {
    if (!question.trim()) return [];
    const leans = before !== '' && leansOnWhatWasSaid(question, { language, own: 0 });
    const text = (leans ? `${before.slice(0, MAX_QUESTION / 2)}\n${question}` : question).slice(
      0,
      MAX_QUESTION,
    );
    if (question !== newest) before = question;
    return [{ question, text }];
  });
}
