import OpenAI from 'openai';
import { citationOf } from '../../domain/knowledge/citation.ts';
import { createMarkerReader } from '../../domain/knowledge/citation-markers.ts';
import type { Answer, Assistant, Turn } from './assistant.ts';
import { passagesFor } from './extractive/choose-passage.ts';
import { escalateTool, readEscalation } from './escalate-tool.ts';
import { MODEL_TIMEOUTS, type ModelTimeouts } from './model-deadlines.ts';
import { ModelFailure } from './model-failure.ts';
import { BY_WORDS, type Meaning } from './meaning/meaning.ts';
import { createTranslation } from './translate-question.ts';
import type { PassageIndexes } from './retrieval/passage-indexes.ts';
import type { PassageIndex } from './retrieval/rank-passages.ts';
import { buildPrompt, fitting } from './prompt.ts';
import { questionTerms } from './retrieval/question-terms.ts';
import { streamCompletion, type Completion } from './stream-completion.ts';

export interface ModelSettings {
  /** Of any endpoint that speaks OpenAI's chat completions, with `/v1`. */
  baseUrl: string;
  apiKey: string;
  model: string;
}

/** Tokens. Some 500 words: more is not read in a chat. */
const MAX_OUTPUT = 700;
/** More would leave the budget anyway. */
const CANDIDATES = 24;

/** Lets a model write the answers, from the docs' best passages and under our rules. */
export function createModelAssistant(
  settings: ModelSettings,
  indexes: PassageIndexes,
  { meaning = BY_WORDS, timeouts = MODEL_TIMEOUTS }: { meaning?: Meaning; timeouts?: ModelTimeouts } = {},
): Assistant {
  const client = new OpenAI({
    baseURL: settings.baseUrl,
    // Local endpoints need none, the client insists on one.
    apiKey: settings.apiKey || 'none',
    organization: null,
    project: null,
    // Temporal owns retries.
    maxRetries: 0,
    timeout: timeouts.overall,
    logLevel: 'off',
  });
  const translation = createTranslation(client);
  return {
    answer: async (question, options) => {
      const model = question.project.model ?? settings.model;
      const index = await meaning.upon(await indexes.of(question.project), question, options.signal);
      const asked = await translation.of(index, question.turns, { model, signal: options.signal });
      const passages = findPassages(index, asked.turns);
      const markers = createMarkerReader(passages.length);
      const shown = createShownText((text) => options.onText(text));
      const request = { ...REQUEST, model, messages: buildPrompt(question, passages) };
      const completion = await streamCompletion(client, request, {
        onText: (delta) => shown.add(markers.write(delta)),
        signal: options.signal,
        timeouts,
      });
      shown.add(markers.end().trimEnd());
      const citations = markers.cited().flatMap((number) => {
        const passage = passages[number - 1];
        return passage ? [citationOf(passage)] : [];
      });
      return {
        ...conclude(completion, shown),
        citations,
        model: completion.model ?? model,
        usage: together(completion.usage, asked.usage),
      };
    },
  };
}

const REQUEST = {
  max_tokens: MAX_OUTPUT,
  stream_options: { include_usage: true },
  tools: [escalateTool],
};

function findPassages(index: PassageIndex, turns: Turn[]) {
  const found = passagesFor(index, questionTerms(index, turns), CANDIDATES);
  return fitting(found.map(({ passage }) => passage));
}

type Usage = Answer['usage'];

function together(a: Usage, b: Usage): Usage {
  return a && b ? { input: a.input + b.input, output: a.output + b.output } : a;
}

function conclude(completion: Completion, shown: ShownText): Pick<Answer, 'outcome' | 'text' | 'reason'> {
  if (completion.finish === 'content_filter' || completion.refused) {
    return { outcome: 'escalate', text: '', reason: 'The model’s content filter stopped the answer.' };
  }
  const reason = completion.toolCalls.map(readEscalation).find((each) => each !== null);
  if (reason) return { outcome: 'escalate', text: shown.text(), reason };
  if (!shown.text()) {
    throw new ModelFailure({
      code: 'empty_answer',
      message: 'The model answered with nothing.',
      retryable: true,
    });
  }
  if (completion.finish === 'length') shown.add(' …');
  return { outcome: 'answered', text: shown.text(), reason: null };
}

interface ShownText {
  add(text: string): void;
  text(): string;
}

/** What was shown is what is recorded, letter by letter. */
function createShownText(onText: (delta: string) => void): ShownText {
  let all = '';
  return {
    add: (text) => {
      const delta = all ? text : text.trimStart();
      if (!delta) return;
      all += delta;
      onText(delta);
    },
    text: () => all,
  };
}
