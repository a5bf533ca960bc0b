import { ZodError, type z } from 'zod';

/** How zod's own sentences begin: written for programmers. */
const FOR_PROGRAMMERS = /^(?:Too small|Too big|Invalid|Unrecognized)\b/;

/** The first thing that is wrong with an input, in words for whoever filled in the form; null when there are none. */
export function inputWords(cause: unknown): string | null {
  const issue = firstIssue(cause);
  if (!issue) return null;
  return FOR_PROGRAMMERS.test(issue.message) ? ownWords(issue) : issue.message;
}

/** The field of the input it is wrong with: the innermost that has a name. */
export function inputField(cause: unknown): string | null {
  const name = firstIssue(cause)?.path.findLast((each) => typeof each === 'string');
  return typeof name === 'string' ? name : null;
}

const firstIssue = (cause: unknown) => (cause instanceof ZodError ? (cause.issues[0] ?? null) : null);

function ownWords(issue: z.core.$ZodIssue): string | null {
  if (issue.code === 'invalid_format' && issue.format === 'email') return 'Write it like name@example.com.';
  if (issue.code === 'too_big' && issue.origin === 'string') return `At most ${issue.maximum} characters.`;
  if (issue.code === 'too_big' && issue.origin === 'number') return `At most ${issue.maximum}.`;
  if (issue.code === 'too_small' && issue.origin === 'number') return `At least ${issue.minimum}.`;
  if (issue.code === 'too_small' && issue.origin === 'string') return 'Write something here.';
  return null;
}
