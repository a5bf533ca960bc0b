/** The model did not give an answer that may be shown. `retryable` says whether asking again can help. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  /** From the endpoint, such as `rate_limit_exceeded`, or ours, such as `stalled`. */
  readonly code: string;
  readonly retryable: boolean;
  /** How long the endpoint asked us to wait. */
  readonly retryAfterMs: number | undefined;
  /** All that a refusal says, to learn from and never to show. */
  readonly refusal: string | null;
  /** It was given something to read before it failed, so that it costs what it read. */
  readonly isBilled: boolean;

  constructor(failure: {
    code: string;
    message: string;
    retryable: boolean;
    retryAfterMs?: number | undefined;
    refusal?: string | null;
    isBilled?: boolean;
  }) {
    super(failure.message);
    this.code = failure.code;
    this.retryable = failure.retryable;
    this.retryAfterMs = failure.retryAfterMs;
    this.refusal = failure.refusal ?? null;
    this.isBilled = failure.isBilled ?? true;
  }
}
