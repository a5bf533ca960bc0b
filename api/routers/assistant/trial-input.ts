import { z } from 'zod';
import { idSchema } from '../../../domain/contract/schemas.ts';
import { LANGUAGES } from '../../../domain/language/language.ts';
import {
  MAX_MODEL_NAME,
  MAX_SYSTEM_PROMPT,
  MAX_TEST_TURNS,
  MAX_TRIAL_QUESTION,
} from '../../../domain/limits.ts';

/** How the assistant is asked, where that differs from what customers get. */
export const trialSettings = z.strictObject({
  model: z.string().trim().min(1).max(MAX_MODEL_NAME).nullable(),
  systemPrompt: z.string().max(MAX_SYSTEM_PROMPT).nullable(),
  language: z.enum(LANGUAGES).nullable(),
  draftDocs: z.boolean(),
});

const said = z.string().trim().min(1, 'Write a question.').max(MAX_TRIAL_QUESTION);

/** Oldest first; somebody else may have spoken before, the last is the customer's question. */
export const trialTurns = z
  .array(z.strictObject({ by: z.enum(['customer', 'assistant', 'agent']), text: said }))
  .min(1)
  .max(MAX_TEST_TURNS)
  .refine((turns) => turns.at(-1)?.by === 'customer', 'The last to speak has to be the customer.');

export const expectedOutcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('article'), articleId: idSchema('art') }),
  z.strictObject({ kind: z.literal('unknown') }),
  z.strictObject({ kind: z.literal('person') }),
]);
