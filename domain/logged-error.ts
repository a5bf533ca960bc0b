/** An error as a log may hold it. */
export interface LoggedError {
  type: string;
  message: string;
  stack?: string;
  code?: string | number;
  /** Of a refused statement: what was refused, never with what values. */
  severity?: string;
  table?: string;
  column?: string;
  constraint?: string;
  cause?: LoggedError;
}

/** Causes of causes: enough for every library here, and an end for an error that is its own cause. */
const DEPTH = 5;

/**
 * An error whole, without anybody's words: a statement's parameters stand in the message of the query that failed, a value in
 * quotes in the database's own and in a parser's, an address in a mail provider's. Whatever else hangs on it stays out, because
 * nobody knows what it holds.
 */
export function loggedError(error: unknown, depth = DEPTH): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: withoutWords(String(error)) };
  const { name, message, stack, cause } = error;
  const said = saidOf(error);
  return {
    type: name,
    message: said,
    ...(stack && { stack: withoutMessage(stack, { name, message, said }) }),
    ...named(error),
    ...(cause !== undefined && cause !== null && depth > 1 && { cause: loggedError(cause, depth - 1) }),
  };
}

/** Drizzle's `Failed query: …\nparams: …`; what follows is cut, however many lines it has. */
const PARAMETERS = /\nparams: [\s\S]*$/;
const ADDRESS = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g;

/** An error's message without anybody's words. */
export function saidOf(error: Error): string {
  const said = withoutWords(error.message);
  return isQuoting(error) ? said.replace(/"[\s\S]*"|'[\s\S]*'/g, '"…"') : said;
}

const withoutWords = (message: string) => message.replace(PARAMETERS, '').replace(ADDRESS, '…@…');

/** Values that were refused as such: classes 22 and P0 of Postgres, and what JSON.parse says of a text. */
function isQuoting(error: Error): boolean {
  if (error instanceof SyntaxError) return true;
  return 'code' in error && /^(22|P0)/.test(String(error.code));
}

/** A stack begins with the message, whose lines are no frames. */
function withoutMessage(stack: string, at: { name: string; message: string; said: string }): string {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [`${at.name}: ${at.said}`, ...(stack.includes(at.message) ? frames : [])].join('\n');
}

const NAMES = [
  ['severity', 'severity_local'],
  ['table', 'table_name'],
  ['column', 'column_name'],
  ['constraint', 'constraint_name'],
] as const;

function named(error: Error): Partial<LoggedError> {
  const fieldOf = (name: string): unknown => Reflect.get(error, name);
  const code = fieldOf('code');
  const found = NAMES.flatMap(([name, field]) => {
    const value = fieldOf(field);
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return {
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...Object.fromEntries(found),
  };
}
