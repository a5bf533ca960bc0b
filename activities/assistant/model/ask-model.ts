import type OpenAI from 'openai';
import { learnt, type Quirks } from '../../../domain/assistant/quirks.ts';
import type { KnownQuirks } from './known-quirks.ts';
import type { ModelTimeouts } from './model-deadlines.ts';
import { ModelFailure } from './model-failure.ts';
import type { PromptMessage } from './in-roles.ts';
import { requestOf, type RequestSize } from './request.ts';
import { streamCompletion, type Completion } from './stream-completion.ts';

/** Every quirk once, and the context halved. */
const MOST_LESSONS = 9;

export interface Asking {
  client: OpenAI;
  model: string;
  quirks: KnownQuirks;
  /** Anew for what was learnt: with other roles, or fewer passages. */
  messages(quirks: Quirks): PromptMessage[];
  onText(delta: string): boolean;
  signal: AbortSignal;
  timeouts: ModelTimeouts;
  /** Of other texts than answers. */
  size?: RequestSize;
}

/**
 * Asks a model in the form that it takes. What a refusal teaches is kept, and it is asked once more in the other form.
 * @throws ModelFailure when it did not answer for another reason.
 */
export async function askModel(asking: Asking): Promise<Completion> {
  const { client, model, signal, timeouts, size, onText } = asking;
  for (let lesson = 0; ; lesson++) {
    const quirks = await asking.quirks.of(model);
    try {
      return await streamCompletion(client, requestOf(model, asking.messages(quirks), quirks, size), {
        onText,
        signal,
        timeouts,
      });
    } catch (error) {
      const refusal = error instanceof ModelFailure ? error.refusal : null;
      const better = refusal && lesson < MOST_LESSONS ? learnt(refusal, quirks) : null;
      if (!better) throw error;
      await asking.quirks.learn(model, better);
    }
  }
}
