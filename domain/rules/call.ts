/** `unknown`: it left and nobody answered, so it is not repeated. */
export type CallState = 'calling' | 'taken' | 'failed' | 'unknown';
