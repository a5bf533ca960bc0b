import { AsyncLocalStorage } from 'node:async_hooks';
import pino, { type DestinationStream, type Logger } from 'pino';
import { loggedError } from './domain/logged-error.ts';

/** What a line belongs to: a request, or a conversation's activity. */
type LogContext = Record<string, string>;

const contexts = new AsyncLocalStorage<LogContext>();

/** Every line that is logged meanwhile says what it belongs to. */
export function logWithin<Result>(context: LogContext, run: () => Result): Result {
  return contexts.run(context, run);
}

/** The log of a process. Errors stand whole under `err`, wherever in a line they were given, and nobody's words with them. */
export function createLog(
  { name, level }: { name: string; level: string },
  destination?: DestinationStream,
): Logger {
  const options = {
    name,
    level,
    errorKey: 'err',
    serializers: { err: (error: unknown) => (error instanceof Error ? loggedError(error) : error) },
    formatters: { log: withErrors },
    mixin: () => contexts.getStore() ?? {},
  };
  return destination ? pino(options, destination) : pino(options);
}

function withErrors(line: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(line).map(([key, value]) =>
      value instanceof Error ? [key === 'error' ? 'err' : key, loggedError(value)] : [key, value],
    ),
  );
}
