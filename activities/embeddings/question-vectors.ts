import type { EmbeddingsEndpoint } from './embeddings-endpoint.ts';

/** In milliseconds. A hosted endpoint takes 100 to 300; past this a customer waits for what words would have found. */
const DEADLINE_MS = 600;
/** In milliseconds. An endpoint that just failed is not waited for by every customer. */
const REST_MS = 10_000;
/** Questions. Some 6 kB each; the same ones come again and again. */
const KEPT = 300;

export interface QuestionVectors {
  /** Null: they could not be had in time, and words alone decide. Never fails but when stopped. */
  of(model: string, questions: string[], signal: AbortSignal): Promise<Float32Array[] | null>;
}

/** Embeds what customers ask, all of one message at once, each question once. */
export function createQuestionVectors(
  endpoint: EmbeddingsEndpoint,
  { deadlineMs = DEADLINE_MS, restMs = REST_MS } = {},
): QuestionVectors {
  const kept = new Map<string, Float32Array>();
  let restsUntil = 0;
  const keep = (key: string, vector: Float32Array) => {
    kept.delete(key);
    kept.set(key, vector);
    const oldest = kept.keys().next().value;
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  };
  return {
    of: async (model, questions, signal) => {
      const keyOf = (question: string) => `${model} ${question}`;
      const missing = questions.filter((question) => !kept.has(keyOf(question)));
      if (missing.length > 0) {
        if (Date.now() < restsUntil) return null;
        try {
          const inTime = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
          const vectors = await endpoint.embed({ model, as: 'question', texts: missing, signal: inTime });
          vectors.forEach((vector, at) => keep(keyOf(missing[at] ?? ''), vector));
        } catch {
          signal.throwIfAborted();
          restsUntil = Date.now() + restMs;
          return null;
        }
      }
      const found = questions.map((question) => kept.get(keyOf(question)));
      questions.forEach((question, at) => found[at] && keep(keyOf(question), found[at]));
      return found.every((vector) => vector !== undefined) ? found : null;
    },
  };
}
