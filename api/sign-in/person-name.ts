import { z } from 'zod';
import { isPlainName, PLAIN_NAME_WORDS } from '../../domain/text/plain-name.ts';

/** What an agent is called. */
export const personName = z
  .string('Give a name.')
  .trim()
  .min(1, 'Give a name.')
  .max(80, 'A name has at most 80 characters.')
  .refine(isPlainName, PLAIN_NAME_WORDS);
