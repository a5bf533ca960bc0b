import { z } from 'zod';
import { MAX_PROJECT_NAME } from '../../domain/limits.ts';
import { isPlainName, PLAIN_NAME_WORDS } from '../../domain/text/plain-name.ts';

/** What a project is called: it stands in subjects and senders of mails. */
export const projectName = z
  .string()
  .trim()
  .min(1, 'Give the project a name.')
  .max(MAX_PROJECT_NAME)
  .refine(isPlainName, PLAIN_NAME_WORDS);
