import type OpenAI from 'openai';
import type { Quirks } from '../../../domain/assistant/quirks.ts';
import { escalateTool } from './escalate-tool.ts';
import type { PromptMessage } from './prompt.ts';

/** Tokens. Some 500 words: more is not read in a chat. */
const MAX_OUTPUT = 700;
/** Where thoughts count as output they need room of their own. */
const MAX_WITH_THOUGHTS = 4_000;

export type CompletionRequest = Omit<OpenAI.Chat.Completions.ChatCompletionCreateParamsStreaming, 'stream'>;

export interface RequestLimits {
  /** In tokens. */
  output: number;
  /** Whether it may ask for a person. */
  tools: boolean;
}
const ANSWERS: RequestLimits = { output: MAX_OUTPUT, tools: true };

/** A request in the form that this model takes. */
export function requestOf(
  model: string,
  messages: PromptMessage[],
  quirks: Quirks,
  { output, tools }: RequestLimits = ANSWERS,
): CompletionRequest {
  return {
    model,
    messages,
    ...(quirks.limit === 'max_tokens' && { max_tokens: quirks.thinksFirst ? MAX_WITH_THOUGHTS : output }),
    ...(quirks.limit === 'max_completion_tokens' && { max_completion_tokens: MAX_WITH_THOUGHTS }),
    ...(quirks.usage && { stream_options: { include_usage: true } }),
    ...(quirks.tools && tools && { tools: [escalateTool] }),
  };
}
