import type OpenAI from 'openai';
import { z } from 'zod';
import { shorten } from '../../../domain/text/shorten.ts';

const NAME = 'escalate';
/** Agents read it in a list. */
const MAX_REASON = 300;
const UNEXPLAINED = 'The assistant asked for a person without saying why.';

const input = z.object({ reason: z.string().trim().min(1) });

/** The only thing a model can do besides writing. */
export const escalateTool: OpenAI.Chat.Completions.ChatCompletionFunctionTool = {
  type: 'function',
  function: {
    name: NAME,
    description:
      'Bring a person of the team into the conversation. Call it when the customer wants a person, or when the docs cannot help after an honest attempt.',
    parameters: {
      type: 'object',
      properties: {
        reason: { type: 'string', description: 'One sentence for the team: what the customer needs.' },
      },
      required: ['reason'],
      additionalProperties: false,
    },
  },
};

/** @returns the reason given, a generic one when the arguments are malformed, null when this is another tool. */
export function readEscalation(call: { name: string; arguments: string }): string | null {
  if (call.name !== NAME) return null;
  const parsed = input.safeParse(parseJson(call.arguments));
  return parsed.success ? shorten(parsed.data.reason, MAX_REASON) : UNEXPLAINED;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
