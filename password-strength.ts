import { createRequire } from 'node:module';
import type * as Core from '@zxcvbn-ts/core';
import type * as Language from '@zxcvbn-ts/language-common';

export const MIN_PASSWORD = 12;

/** What a password must be; the same words in the inbox and for the environment. */
export const STRONG_PASSWORD = `at least ${MIN_PASSWORD} characters that a guesser does not try first: no common password, no row of keys, no repetition, not a name; four unrelated words do`;

/**
 * Above what a guesser tries first. `password1234` takes some 10^4 guesses and `Summer2026!!` 10^8; twelve random letters and
 * three ordinary words take more than 10^9.
 */
const MIN_GUESSES = 3e8;
/** Estimating takes longer than linear time, and what is strong so far stays strong. */
const READ_CHARACTERS = 64;

const require = createRequire(import.meta.url);

/** Whether a guesser who knows the commonest passwords and these words about the person would need long. */
export function isStrongPassword(password: string, known: string[] = []): boolean {
  if (password.length < MIN_PASSWORD) return false;
  const words = known.flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)]).filter(Boolean);
  return (
    newGuesser().check(password.slice(0, READ_CHARACTERS), [...words, 'throughline']).guesses >= MIN_GUESSES
  );
}

/**
 * Read when it is asked, and kept by nobody: the 49,000 commonest passwords take 9 MB, and a process asks once at its start or
 * never. Whoever chooses a password can wait a twentieth of a second.
 */
function newGuesser() {
  const { ZxcvbnFactory } = require('@zxcvbn-ts/core') as typeof Core;
  const { adjacencyGraphs, dictionary } = require('@zxcvbn-ts/language-common') as typeof Language;
  return new ZxcvbnFactory({
    dictionary: { passwords: dictionary['passwords-common'] },
    graphs: adjacencyGraphs,
  });
}
