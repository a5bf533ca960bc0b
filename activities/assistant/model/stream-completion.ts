import type OpenAI from 'openai';
import { readChunk, type CompletionChunk } from './completion-chunk.ts';
import { explainFailure } from './explain-failure.ts';
import { startDeadlines, type ModelTimeouts } from './model-deadlines.ts';
import { ModelFailure } from './model-failure.ts';
import type { CompletionRequest } from './request.ts';
import { shorten } from '../../../domain/text/shorten.ts';

/** Characters. An answer of 700 tokens has some 3,000, thoughts before it many more; whatever knows no end is cut. */
const MAX_TEXT = 40_000;
const MAX_ARGUMENTS = 4_000;
const MAX_TOOL_CALLS = 4;

export interface Completion {
  finish: string;
  refused: boolean;
  toolCalls: { name: string; arguments: string }[];
  model: string | null;
  usage: { input: number; output: number } | null;
}

/**
 * Asks once and reads the answer, text by text, until its end or until `onText` wants no more. The client ends quietly where the stream was aborted or simply
 * stopped, so both are looked for here.
 * @throws ModelFailure, or the signal's reason when the caller stopped.
 */
export async function streamCompletion(
  client: OpenAI,
  request: CompletionRequest,
  options: { onText(delta: string): boolean; signal: AbortSignal; timeouts: ModelTimeouts },
): Promise<Completion> {
  const deadlines = startDeadlines(options.signal, options.timeouts);
  const reader = createReader((text) => options.onText(text));
  try {
    const { data: stream, response } = await client.chat.completions
      .create({ ...request, stream: true }, { signal: deadlines.signal })
      .withResponse();
    refusePages(response);
    for await (const raw of stream) {
      if (reader.read(readChunk(raw))) deadlines.progressed();
      if (reader.isFull() || reader.isStopped()) break;
      if (reader.isFinished()) deadlines.finishing();
    }
    if (!reader.isFinished()) deadlines.signal.throwIfAborted();
  } catch (error) {
    options.signal.throwIfAborted();
    // Its last word was said: what fails after that costs us the token count only.
    if (!reader.isFinished()) throw deadlines.failure() ?? explainFailure(error);
  } finally {
    deadlines.end();
  }
  options.signal.throwIfAborted();
  return reader.completion();
}

function createReader(onText: (delta: string) => boolean) {
  const toolCalls: { name: string; arguments: string }[] = [];
  let room = MAX_TEXT;
  let finish: string | null = null;
  let stopped = false;
  const read: Omit<Completion, 'finish' | 'toolCalls'> = { refused: false, model: null, usage: null };

  const takeText = (content: string) => {
    const text = shorten(content, room);
    room = text.length < content.length ? 0 : room - text.length;
    if (text && !stopped) stopped = !onText(text);
  };
  const takeToolCalls = (deltas: ToolCallDelta[]) => {
    for (const delta of deltas) {
      const at = delta.index ?? Math.max(toolCalls.length - 1, 0);
      if (at > toolCalls.length || at >= MAX_TOOL_CALLS) continue;
      const call = (toolCalls[at] ??= { name: '', arguments: '' });
      call.name = (call.name + (delta.function?.name ?? '')).slice(0, 100);
      call.arguments = (call.arguments + (delta.function?.arguments ?? '')).slice(0, MAX_ARGUMENTS);
    }
  };
  return {
    /** @returns whether the model got on. */
    read: ({ model, choices, usage }: CompletionChunk): boolean => {
      const { delta, finish_reason } = choices?.[0] ?? {};
      if (model) read.model = model;
      if (usage) read.usage = { input: usage.prompt_tokens, output: usage.completion_tokens };
      if (delta?.refusal) read.refused = true;
      if (delta?.content) takeText(delta.content);
      takeToolCalls(delta?.tool_calls ?? []);
      if (finish_reason) finish = finish_reason;
      return Boolean(
        delta?.content || delta?.reasoning || delta?.reasoning_content || delta?.tool_calls?.length,
      );
    },
    isFull: () => room <= 0,
    isStopped: () => stopped,
    isFinished: () => finish !== null,
    completion: (): Completion => {
      if (stopped) finish = 'stopped';
      if (room <= 0) finish = 'length';
      if (finish === null) throw broken('no_finish_reason', 'The model’s answer has no end.');
      if (finish === 'error') throw broken('finish_error', 'The model broke off with an error.');
      return { ...read, finish, toolCalls };
    },
  };
}

type ToolCallDelta = NonNullable<
  NonNullable<NonNullable<CompletionChunk['choices']>[number]['delta']>['tool_calls']
>[number];

/** A captive portal or a wrong base URL answers 200 with a page. */
function refusePages(response: Response): void {
  const type = response.headers.get('content-type') ?? '';
  if (/html|application\/json/i.test(type))
    throw broken('garbage', `The model endpoint sent ${type.split(';')[0]}.`);
}

function broken(code: string, message: string): ModelFailure {
  return new ModelFailure({ code, message, retryable: true });
}
