import { createHash } from 'node:crypto';
import { likenessOf, type Likeness } from '../../activities/assistant/meaning/likeness.ts';
import { questionsOf } from '../../activities/assistant/meaning/meaning.ts';
import {
  createEmbeddingsEndpoint,
  type EmbeddingSettings,
} from '../../activities/embeddings/embeddings-endpoint.ts';
import { embeddedText, type EmbeddedAs } from '../../domain/knowledge/embedded-text.ts';
import type { QuestionSet } from './sets.ts';

export interface EmbeddedSet {
  set: QuestionSet;
  /** Of each question, by its id. */
  likenesses: Map<string, Likeness>;
}

const AT_ONCE = 16;

/** A set with what its questions and passages mean to a model. */
export async function embedSet(set: QuestionSet, by: EmbeddingSettings): Promise<EmbeddedSet> {
  const texts = set.index.passages.map(({ passage }) => embeddedText(passage));
  const vectors = await embed(texts, 'passage', by);
  const dimension = vectors[0]?.length ?? 0;
  const flat = new Float32Array(vectors.length * dimension);
  vectors.forEach((vector, at) => flat.set(vector, at * dimension));
  const rows = new Map(texts.map((text, at) => [createHash('sha256').update(text).digest('hex'), at]));
  const asked = set.questions.map(({ turns, question }) => {
    const [whole] = questionsOf(set.index, [...turns, { by: 'customer', text: question }]);
    return whole?.text ?? question;
  });
  const found = await embed(asked, 'question', by);
  const likenesses = new Map(
    set.questions.map(({ id }, at) => [
      id,
      likenessOf(set.index, { dimension, rows, vectors: flat }, found[at]!),
    ]),
  );
  return { set, likenesses };
}

async function embed(texts: string[], as: EmbeddedAs, by: EmbeddingSettings): Promise<Float32Array[]> {
  const endpoint = createEmbeddingsEndpoint(by);
  const { signal } = new AbortController();
  const all: Float32Array[] = [];
  for (let from = 0; from < texts.length; from += AT_ONCE)
    all.push(
      ...(await endpoint.embed({ model: by.model, as, texts: texts.slice(from, from + AT_ONCE), signal })),
    );
  return all;
}
