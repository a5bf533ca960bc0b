import { z } from 'zod';
import { ModelFailure } from './model-failure.ts';

/** More than any context holds. What is no such number is estimated instead. */
const tokens = z.int().nonnegative().max(10_000_000);

const chunk = z.object({
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            /** Some models think aloud first: progress, but nothing to show. */
            reasoning: z.string().nullish(),
            reasoning_content: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.number().nullish(),
                  function: z
                    .object({ name: z.string().nullish(), arguments: z.string().nullish() })
                    .nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens }).nullish().catch(null),
});

export type CompletionChunk = z.output<typeof chunk>;

/** One event of OpenAI's chat completions stream, as far as we use it. Endpoints leave out or add what they like. */
export function readChunk(raw: unknown): CompletionChunk {
  const parsed = chunk.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new ModelFailure({
    code: 'garbage',
    message: 'The model endpoint sent something unreadable.',
    retryable: true,
  });
}
