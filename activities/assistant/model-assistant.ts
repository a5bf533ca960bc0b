import OpenAI from 'openai';
import type { AnswerEvidence } from '../../domain/assistant/evidence.ts';
import { costOf, priceOf } from '../../domain/assistant/cost.ts';
import type { Answer, Assistant } from './assistant.ts';
import { BY_WORDS, type Meaning } from './meaning/meaning.ts';
import { createKnownQuirks, type KnownQuirks } from './model/known-quirks.ts';
import { MODEL_TIMEOUTS, type ModelTimeouts } from './model/model-deadlines.ts';
import { prepare } from './model/prepare.ts';
import { PROMPT_VERSION } from './model/prompt.ts';
import type { PassageIndexes } from './retrieval/passage-indexes.ts';
import { conclude, CUT, instead, tokensOf } from './conclude-answer.ts';
import { evidenceOf } from './retrieval/relevant.ts';
import { writeArticle } from './model/write-article.ts';
import { tryOnce, type Answering, type Try } from './try-once.ts';
import { createTranslation } from './model/translate-question.ts';
import { indexFor } from './index-for.ts';

export interface ModelSettings {
  /** Of any endpoint that speaks OpenAI's chat completions, with `/v1`. */
  baseUrl: string;
  apiKey: string;
  model: string;
}

/** Asked once, and once more with the reason. */
const MOST_TRIES = 2;
/** In milliseconds. A second try that cannot end in time is not begun. */
const WORTH_A_TRY = 8_000;

interface ModelDependencies {
  indexes: PassageIndexes;
  meaning?: Meaning;
  quirks?: KnownQuirks;
  timeouts?: ModelTimeouts;
}

/** Lets a model write the answers, from the docs' best passages and under our rules, and lets through what these hold. */
export function createModelAssistant(settings: ModelSettings, deps: ModelDependencies): Assistant {
  const { indexes, meaning = BY_WORDS, timeouts = MODEL_TIMEOUTS } = deps;
  const { quirks = createKnownQuirks(settings.baseUrl) } = deps;
  const client = createModelClient(settings, timeouts);
  const translation = createTranslation({ client, quirks });
  return {
    knows: async (question) => {
      const { project, turns } = question;
      const index = await indexFor(indexes, question);
      const { name, systemPrompt, linkHosts: hosts = [] } = project;
      const { found, isWeak } = prepare(index, {
        ...{ turns, lookedUp: turns, hosts, systemPrompt, name },
        halved: 0,
      });
      return found.length > 0 && !isWeak;
    },
    writeArticle: (article, signal) => {
      const model = article.project.model ?? settings.model;
      return writeArticle({ client, quirks, timeouts, model }, article, signal);
    },
    answer: async (question, options) => {
      const started = performance.now();
      const { signal } = options;
      const plain = await indexFor(indexes, question);
      const index = await meaning.upon(plain, question, signal);
      const model = question.project.model ?? settings.model;
      const { turns: lookedUp, usage } = await translation.of(index, question.turns, { model, signal });
      const answering = { index, client, quirks, timeouts, model, question, lookedUp, options };
      return answerWith(answering, { started, translating: usage });
    },
  };
}

export function createModelClient(settings: ModelSettings, timeouts: ModelTimeouts): OpenAI {
  return new OpenAI({
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
}

async function answerWith(
  answering: Answering,
  { started, translating }: { started: number; translating: Answer['usage'] },
): Promise<Answer> {
  const spent = () => performance.now() - started;
  const tries = await tryUntilShown(answering, spent);
  const last = tries.at(-1);
  if (!last) throw new Error('A model is asked at least once.');
  const { model, question, options } = answering;
  const stopped = last.text.findings().length > 0;
  const { verdict, ...concluded } = stopped
    ? instead(answering, last.text.findings())
    : conclude(last, question.turns);
  if (!stopped && concluded.text.length > last.text.shown().length) options.onText(CUT);
  const asked = tokensOf(tries);
  const tokens = { in: asked.in + (translating?.input ?? 0), out: asked.out + (translating?.output ?? 0) };
  const isCounted = tries.every(({ completion }) => completion.usage);
  const answered = last.completion.model ?? model;
  const evidence: AnswerEvidence = {
    language: last.prepared.language,
    passages: last.prepared.found.map(evidenceOf),
    promptVersion: PROMPT_VERSION,
    model: answered,
    findings: tries.flatMap(({ text }) => text.findings()),
    tries: tries.length,
    tokens,
    cost: costOf(tokens, priceOf(question.project, model)),
    milliseconds: Math.round(spent()),
    outcome: verdict,
  };
  const usage = isCounted ? { input: tokens.in, output: tokens.out } : null;
  return { ...concluded, model: answered, usage, evidence };
}

async function tryUntilShown(answering: Answering, spent: () => number): Promise<Try[]> {
  const { options, timeouts } = answering;
  const tries: Try[] = [];
  while (tries.length < MOST_TRIES && (tries.length === 0 || timeouts.overall - spent() > WORTH_A_TRY)) {
    const last = await tryOnce(answering, { earlier: tries.at(-1), left: timeouts.overall - spent() });
    tries.push(last);
    options.onTried?.(tokensOf([last]));
    if (last.text.findings().length === 0) break;
    if (last.text.shown()) options.onWithdrawn?.();
  }
  return tries;
}
