import OpenAI, { APIError } from 'openai';
import { z } from 'zod';
import { prefixOf, type EmbeddedAs } from '../../domain/knowledge/embedded-text.ts';

export interface EmbeddingSettings {
  /** Of any endpoint that speaks OpenAI's embeddings, with `/v1`. */
  baseUrl: string;
  apiKey: string;
  /** What is asked for where a project names none. */
  model: string;
}

/** Why texts were not embedded. */
export class EmbeddingFailure extends Error {
  /** The endpoint does not offer it, or not this model, or not to us: asking again soon is of no use. */
  readonly isFinal: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, how: { isFinal: boolean; retryAfterMs?: number | undefined }) {
    super(message);
    this.name = 'EmbeddingFailure';
    this.isFinal = how.isFinal;
    this.retryAfterMs = how.retryAfterMs;
  }
}

export interface EmbeddingsEndpoint {
  settings: EmbeddingSettings;
  /**
   * Vectors of length 1, in the texts' order.
   * @throws EmbeddingFailure when there are none; the signal's reason when stopped.
   */
  embed(asked: {
    model: string;
    as: EmbeddedAs;
    texts: string[];
    signal: AbortSignal;
  }): Promise<Float32Array[]>;
}

/** 4xx that asking again can heal: timeout, conflict, too early, too many requests. */
const PASSING = new Set([408, 409, 425, 429]);
/** In milliseconds. What says more than this is asked again all the same. */
const MOST_RETRY_AFTER = 900_000;
/** In milliseconds, for as many passages as go at once. */
const TIMEOUT = 60_000;

const answer = z.object({
  data: z.array(z.object({ index: z.int().min(0).optional(), embedding: z.array(z.number()).min(1) })),
});

export function createEmbeddingsEndpoint(settings: EmbeddingSettings): EmbeddingsEndpoint {
  const client = new OpenAI({
    baseURL: settings.baseUrl,
    // Local endpoints need none, the client insists on one.
    apiKey: settings.apiKey || 'none',
    organization: null,
    project: null,
    // Temporal owns retries.
    maxRetries: 0,
    timeout: TIMEOUT,
    logLevel: 'off',
  });
  return {
    settings,
    embed: async ({ model, as, texts, signal }) => {
      const prefix = prefixOf(model, as);
      const input = texts.map((text) => `${prefix}${text}`);
      const given: unknown = await client.embeddings
        .create({ model, input, encoding_format: 'float' }, { signal })
        .catch((error: unknown) => {
          signal.throwIfAborted();
          throw failureOf(error);
        });
      return vectorsIn(given, texts.length);
    },
  };
}

function vectorsIn(given: unknown, wanted: number): Float32Array[] {
  const read = answer.safeParse(given);
  const data = read.data?.data ?? [];
  const vectors = data
    .map((each, at) => ({ at: each.index ?? at, vector: unit(each.embedding) }))
    .sort((a, b) => a.at - b.at)
    .map(({ vector }) => vector);
  const dimension = vectors[0]?.length;
  if (vectors.length !== wanted || vectors.some((each) => each.length !== dimension || !isSound(each)))
    throw new EmbeddingFailure('The endpoint answered with something that is no embeddings.', {
      isFinal: true,
    });
  return vectors;
}

function unit(embedding: number[]): Float32Array {
  const length = Math.sqrt(embedding.reduce((sum, value) => sum + value ** 2, 0));
  return Float32Array.from(embedding, (value) => value / length);
}

const isSound = (vector: Float32Array) => vector.every(Number.isFinite);

function failureOf(error: unknown): EmbeddingFailure {
  const status = isApiError(error) ? error.status : undefined;
  if (status === undefined)
    return new EmbeddingFailure('The embeddings endpoint could not be reached.', { isFinal: false });
  return new EmbeddingFailure(`The embeddings endpoint answered ${status}.`, {
    isFinal: status < 500 && !PASSING.has(status),
    retryAfterMs: isApiError(error) ? retryAfterOf(error.headers) : undefined,
  });
}

/** The class alone would leave its parts untyped. */
function isApiError(error: unknown): error is APIError {
  return error instanceof APIError;
}

/** Seconds or a date, RFC 9110 section 10.2.3. */
function retryAfterOf(headers: Headers | undefined): number | undefined {
  const value = headers?.get('retry-after');
  if (!value) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MOST_RETRY_AFTER) : undefined;
}
