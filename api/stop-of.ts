/** When to end a stream; a caller inside the process has no connection to lose. */
export function stopOf(signal: AbortSignal | undefined): AbortSignal {
  return signal ?? new AbortController().signal;
}
