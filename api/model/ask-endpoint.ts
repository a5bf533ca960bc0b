import { z } from 'zod';
import { learnt, type Quirks } from '../../domain/assistant/quirks.ts';
import { shorten } from '../../domain/text/shorten.ts';
import { callEndpoint, type Endpoint } from './call-endpoint.ts';

/** For a whole test answer: a thinking model may take most of it. */
const TIMEOUT_MS = 60_000;
const LIST_TIMEOUT_MS = 10_000;
const MAX_MODELS = 1_000;
const MAX_SHOWN = 2_000;
const MAX_OUTPUT = 400;
const MOST_LESSONS = 9;

const models = z.object({ data: z.array(z.object({ id: z.string().max(300) })) });
const answer = z.object({
  model: z.string().nullish(),
  choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }) })).min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish().catch(null),
});

export type Outcome<Value> = { value: Value } | { problem: string };

export interface TestAnswer {
  text: string;
  milliseconds: number;
  tokens: { in: number; out: number } | null;
  /** What it taught; the same as before when it taught nothing. */
  quirks: Quirks;
}

/** The models that the installation's endpoint says it has. The endpoint is chosen by whoever runs the installation, never in Settings. */
export async function listModels(endpoint: Endpoint): Promise<Outcome<string[]>> {
  const called = await callEndpoint(endpoint, '/models', { timeoutMs: LIST_TIMEOUT_MS });
  if ('problem' in called) return called;
  const parsed = models.safeParse(called.value);
  if (!parsed.success)
    return { problem: 'The endpoint does not say which models it has. Write the name yourself.' };
  return {
    value: parsed.data.data
      .map(({ id }) => id)
      .slice(0, MAX_MODELS)
      .sort(),
  };
}

/** One question without docs: whether the model answers at all, how fast, and in which form it wants to be asked. */
export async function askOnce(
  endpoint: Endpoint,
  asked: { model: string; question: string; quirks: Quirks },
): Promise<Outcome<TestAnswer>> {
  let { quirks } = asked;
  for (let lesson = 0; ; lesson++) {
    const started = performance.now();
    const called = await callEndpoint(endpoint, '/chat/completions', {
      timeoutMs: TIMEOUT_MS,
      body: bodyOf(asked, quirks),
    });
    if ('problem' in called) {
      const better = called.refusal && lesson < MOST_LESSONS ? learnt(called.refusal, quirks) : null;
      if (!better) return { problem: called.problem };
      quirks = better;
      continue;
    }
    const parsed = answer.safeParse(called.value);
    if (!parsed.success)
      return { problem: 'The endpoint answered, but with something other than an answer.' };
    const { choices, usage } = parsed.data;
    return {
      value: {
        text: shorten(choices[0]?.message.content ?? '', MAX_SHOWN),
        milliseconds: Math.round(performance.now() - started),
        tokens: usage ? { in: usage.prompt_tokens, out: usage.completion_tokens } : null,
        quirks,
      },
    };
  }
}

/** With a tool, as answers are asked for: a model that takes none says so here first. */
function bodyOf({ model, question }: { model: string; question: string }, quirks: Quirks) {
  const rules = 'Answer briefly.';
  const messages = quirks.systemRole
    ? [
        { role: 'system', content: rules },
        { role: 'user', content: question },
      ]
    : [{ role: 'user', content: `${rules}\n\n${question}` }];
  return {
    ...{ model, messages, stream: false },
    ...(quirks.limit !== 'none' && { [quirks.limit]: MAX_OUTPUT }),
    ...(quirks.tools && { tools: [TOOL] }),
  };
}

const TOOL = {
  type: 'function',
  function: {
    name: 'escalate',
    description: 'Never call it.',
    parameters: { type: 'object', properties: {} },
  },
};
