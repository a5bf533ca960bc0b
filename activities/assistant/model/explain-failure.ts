import { APIConnectionError, APIError } from 'openai';
import { ModelFailure } from './model-failure.ts';
import { shorten } from '../../../domain/text/shorten.ts';

/** A visitor who would have to wait longer is better served by a person: the attempts run out meanwhile. */
const MAX_RETRY_AFTER_MS = 30_000;
const MAX_MESSAGE = 200;

/** 4xx that asking again can heal: timeout, conflict, too early, too many requests. */
const PASSING = new Set([408, 409, 425, 429]);

/** What went wrong between us and the endpoint, in one form: who asks again decides by `retryable`. */
export function explainFailure(error: unknown): ModelFailure {
  if (error instanceof ModelFailure) return error;
  if (error instanceof APIConnectionError)
    return new ModelFailure({
      code: 'unreachable',
      message: 'The model endpoint could not be reached.',
      retryable: true,
      isBilled: false,
    });
  if (!isApiError(error)) return unreadable(error);
  const { status, headers } = error;
  if (status === undefined)
    return failure(codeOf(error, 'stream_error'), words('The model endpoint broke off', error), error);
  return new ModelFailure({
    code: codeOf(error, `http_${status}`),
    message: words(`The model endpoint answered ${status}`, error),
    retryable: status >= 500 || PASSING.has(status),
    retryAfterMs: retryAfterOf(headers),
    refusal: refusalOf(error),
    isBilled: false,
  });
}

/** The class alone would leave its parts untyped. */
function isApiError(error: unknown): error is APIError {
  return error instanceof APIError;
}

/** A cut connection is a TypeError of fetch, a chunk that is no JSON a SyntaxError. */
function unreadable(error: unknown): ModelFailure {
  return error instanceof SyntaxError
    ? failure('garbage', 'The model endpoint sent something unreadable.')
    : failure('cut_off', 'The connection to the model endpoint was cut.');
}

function failure(code: string, message: string, error?: APIError): ModelFailure {
  return new ModelFailure({ code, message, retryable: true, refusal: error ? refusalOf(error) : null });
}

/** Limits, waits and keys teach nothing about a request's form. */
function refusalOf({ status, code, param, type, message }: APIError): string | null {
  if (status === 401 || status === 403 || status === 429) return null;
  return [code, param, type, message].filter(Boolean).join(' ').slice(0, MAX_REFUSAL);
}
const MAX_REFUSAL = 2_000;

/** Only what looks like a code: it becomes part of logs and histories. */
function codeOf({ code, type }: APIError, otherwise: string): string {
  const given: unknown[] = [code, type];
  const usable = given.find((each) => typeof each === 'string' && /^[\w.-]{1,64}$/.test(each));
  return typeof usable === 'string' ? usable : otherwise;
}

function words(beginning: string, { message }: APIError): string {
  const shown = message.replace(/^\d{3} /, '').replace(/\b(sk|llmgtwy|key)[-_][\w*-]+/gi, '…');
  return `${beginning}: ${shorten(shown, MAX_MESSAGE)}`;
}

/** Seconds or a date, RFC 9110 section 10.2.3. */
function retryAfterOf(headers: Headers | undefined): number | undefined {
  const value = headers?.get('retry-after');
  if (!value) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS) : undefined;
}
