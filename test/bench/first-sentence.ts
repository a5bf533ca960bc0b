import OpenAI from 'openai';
import type { FeedEvent } from '../../api/streams/feed-hub.ts';
import { newId } from '../../domain/ids.ts';
import { startFakeModel } from '../support/model/fake-model.ts';
import { startProductOn, type Product } from '../support/stack/product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import type { BenchServers } from './bench-servers.ts';
import { compare, elapsed, type Measured } from './measure.ts';

/** What a quick model takes to its first token: the product's own time must be small against it. */
const MODEL_MS = 300;
/** A sentence has ended for its reader when the next one begins. */
const SENTENCE = /[.!?]\s+\S/;

/** From a visitor's question to the first checked sentence of its answer, against a direct call of the same model. */
export async function firstSentence(servers: BenchServers): Promise<Measured> {
  const model = await startFakeModel();
  const product = await startProductOn(servers, { modelUrl: model.url, limits: false });
  const round = {
    text: 'Hello, and thanks for asking. How can I help you with this today?',
    firstTokenMs: MODEL_MS,
    deltaMs: 5,
  };
  const direct = new OpenAI({ baseURL: model.url, apiKey: 'bench', maxRetries: 0 });
  try {
    return await compare({
      product: async () => {
        model.script(round);
        return streamed(product);
      },
      reference: async () => {
        model.script(round);
        return called(direct);
      },
    });
  } finally {
    await product[Symbol.asyncDispose]();
    await model.stop();
  }
}

async function streamed(product: Product): Promise<number> {
  const stop = new AbortController();
  const visit = await beginVisit(product);
  const events = product.feed.conversation(visit.conversationId, stop.signal)[Symbol.asyncIterator]();
  const id = newId('msg');
  const ms = await elapsed(async () => {
    let next = events.next();
    await visit.say('How does this work?', id);
    for (;;) {
      const result: IteratorResult<FeedEvent, unknown> = await next;
      if (result.done || result.value.kind === 'draft') return;
      next = events.next();
    }
  });
  stop.abort();
  return ms;
}

async function called(client: OpenAI): Promise<number> {
  const stop = new AbortController();
  const messages = [{ role: 'user' as const, content: 'How does this work?' }];
  const ms = await elapsed(async () => {
    const stream = await client.chat.completions.create(
      { model: 'bench', messages, stream: true },
      { signal: stop.signal },
    );
    let text = '';
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      if (SENTENCE.test(text)) return;
    }
  });
  stop.abort();
  return ms;
}
