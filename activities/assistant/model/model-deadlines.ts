import { ModelFailure } from './model-failure.ts';

/** In milliseconds. */
export interface ModelTimeouts {
  firstToken: number;
  stall: number;
  overall: number;
}

/**
 * A model that thinks gets half a minute before its first word and 20 s between two of them; the whole stays below the
 * activity's 90 s, so that the failure has our name and not the server's.
 */
export const MODEL_TIMEOUTS: ModelTimeouts = { firstToken: 30_000, stall: 20_000, overall: 75_000 };

/** After the last word only the token count is still missing. */
const EPILOGUE_MS = 2_000;

export interface Deadlines {
  /** Aborted when time runs out, and when the caller stops. */
  signal: AbortSignal;
  failure(): ModelFailure | null;
  progressed(): void;
  finishing(): void;
  end(): void;
}

export function startDeadlines(caller: AbortSignal, timeouts: ModelTimeouts): Deadlines {
  const controller = new AbortController();
  let failed: ModelFailure | null = null;
  const expireIn = (ms: number, code: string, message: string) =>
    setTimeout(() => {
      failed ??= new ModelFailure({ code, message, retryable: true });
      controller.abort(failed);
    }, ms);
  const stopped = () => controller.abort(caller.reason);

  if (caller.aborted) stopped();
  else caller.addEventListener('abort', stopped, { once: true });
  const overall = expireIn(timeouts.overall, 'too_slow', 'The model took too long.');
  let quiet = expireIn(timeouts.firstToken, 'no_first_token', 'The model did not begin to answer.');
  const allow = (ms: number) => {
    clearTimeout(quiet);
    quiet = expireIn(ms, 'stalled', 'The model stopped in the middle of its answer.');
  };
  return {
    signal: controller.signal,
    failure: () => failed,
    progressed: () => allow(timeouts.stall),
    finishing: () => allow(Math.min(EPILOGUE_MS, timeouts.stall)),
    end: () => {
      clearTimeout(quiet);
      clearTimeout(overall);
      caller.removeEventListener('abort', stopped);
    },
  };
}
