import { z } from 'zod';
import { isPlainName } from '../../domain/text/plain-name.ts';

/** What an agent is called. */
export const personName = z
  .string('Give a name.')
  .trim()
  .min(1, 'Give a name.')
  .max(80, 'A name has at most 80 characters.')
  .refine(isPlainName, 'A name has no control characters and no marks that turn text round.');
