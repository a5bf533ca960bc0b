import OpenAI from 'openai';
import type { AnswerEvidence, AnswerVerdict } from '../../domain/assistant/evidence.ts';
import { costOf, listedPrice } from '../../domain/assistant/cost.ts';
import { estimateTokens } from '../../domain/assistant/estimate-tokens.ts';
import type { Finding } from '../../domain/assistant/finding.ts';
import type { Quirks } from '../../domain/assistant/quirks.ts';
import { citationOf } from '../../domain/knowledge/citation.ts';
import type { Answer, AnswerOptions, Assistant, Question } from './assistant.ts';
import { replyTo } from './extractive/reply.ts';
import { askAgain } from './model/ask-again.ts';
import { askModel } from './model/ask-model.ts';
import { createCheckedText, type CheckedText } from './model/checked-text.ts';
import { readEscalation } from './model/escalate-tool.ts';
import { createKnownQuirks, type KnownQuirks } from './model/known-quirks.ts';
import { MODEL_TIMEOUTS, type ModelTimeouts } from './model/model-deadlines.ts';
import { ModelFailure } from './model/model-failure.ts';
import { prepare, type Prepared } from './model/prepare.ts';
import { buildPrompt, PROMPT_VERSION, type PromptMessage } from './model/prompt.ts';
import type { Completion } from './model/stream-completion.ts';
import type { PassageIndexes } from './retrieval/passage-indexes.ts';
import type { PassageIndex } from './retrieval/rank-passages.ts';
import { evidenceOf } from './retrieval/relevant.ts';

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
  quirks?: KnownQuirks;
  timeouts?: ModelTimeouts;
}

/** Lets a model write the answers, from the docs' best passages and under our rules, and lets through what these hold. */
export function createModelAssistant(settings: ModelSettings, deps: ModelDependencies): Assistant {
  const { indexes, quirks = createKnownQuirks(settings.baseUrl), timeouts = MODEL_TIMEOUTS } = deps;
  const client = createModelClient(settings, timeouts);
  return {
    answer: async (question, options) => {
      const index = await indexes.of(question.project);
      const model = question.project.model ?? settings.model;
      return answerWith({ index, client, quirks, timeouts, model, question, options });
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

interface Answering {
  index: PassageIndex;
  client: OpenAI;
  quirks: KnownQuirks;
  timeouts: ModelTimeouts;
  model: string;
  question: Question;
  options: AnswerOptions;
}

interface Try {
  completion: Completion;
  text: CheckedText;
  prepared: Prepared;
  prompt: { messages: PromptMessage[]; key: string };
}

async function answerWith(answering: Answering): Promise<Answer> {
  const started = performance.now();
  const { model, question, options, timeouts } = answering;
  const tries: Try[] = [];
  const spent = () => performance.now() - started;
  while (tries.length < MOST_TRIES && (tries.length === 0 || timeouts.overall - spent() > WORTH_A_TRY)) {
    const last = await tryOnce(answering, { earlier: tries.at(-1), left: timeouts.overall - spent() });
    tries.push(last);
    if (last.text.findings().length === 0) break;
    if (last.text.shown()) options.onWithdrawn?.();
  }
  const last = tries.at(-1);
  if (!last) throw new Error('A model is asked at least once.');
  const stopped = last.text.findings().length > 0;
  const { verdict, ...concluded } = stopped ? instead(answering, last.text.findings()) : conclude(last);
  const tokens = tokensOf(tries);
  if (!stopped && concluded.text.length > last.text.shown().length) options.onText(CUT);
  const counted = tries.every(({ completion }) => completion.usage)
    ? { input: tokens.in, output: tokens.out }
    : null;
  const answered = last.completion.model ?? model;
  const evidence: AnswerEvidence = {
    passages: last.prepared.found.map(evidenceOf),
    promptVersion: PROMPT_VERSION,
    model: answered,
    findings: tries.flatMap(({ text }) => text.findings()),
    tries: tries.length,
    tokens,
    cost: costOf(tokens, question.project.modelPrice ?? listedPrice(model)),
    milliseconds: Math.round(spent()),
    outcome: verdict,
  };
  return { ...concluded, model: answered, usage: counted, evidence };
}

async function tryOnce(
  { index, client, quirks, timeouts, model, question, options }: Answering,
  { earlier, left }: { earlier: Try | undefined; left: number },
): Promise<Try> {
  const { project, turns, isMailed } = question;
  let made: Omit<Try, 'completion'> | null = null;
  const begin = (known: Quirks): PromptMessage[] => {
    const hosts = project.linkHosts ?? [];
    const prepared = prepare(index, {
      turns,
      hosts,
      systemPrompt: project.systemPrompt,
      name: project.name,
      halved: known.halved,
    });
    const passages = prepared.found.map(({ passage }) => passage);
    const prompt = buildPrompt({ project, turns, isMailed, passages, isWeak: prepared.isWeak }, known);
    const again = earlier ? askAgain(earlier.text.raw(), earlier.text.findings(), prompt.key) : [];
    const text = createCheckedText({
      newGate: () => prepared.newGate(),
      passages: passages.length,
      secrets: [prompt.key],
      hosts: prepared.ground.hosts,
      thinksFirst: known.thinksFirst,
      isLast: earlier !== undefined,
      onText: (delta) => options.onText(delta),
      onWithdrawn: () => options.onWithdrawn?.(),
    });
    made = { prepared, prompt, text };
    return [...prompt.messages, ...again];
  };
  const current = (): Omit<Try, 'completion'> => {
    if (!made) throw new Error('Nothing was asked.');
    return made;
  };
  const completion = await askModel({
    ...{ client, model, quirks, messages: begin, signal: options.signal },
    onText: (delta) => current().text.write(delta),
    timeouts: { ...timeouts, overall: Math.max(1, left) },
  });
  const { text } = current();
  if (completion.finish !== 'stopped' || text.isFull()) text.end();
  if (text.thoughtFirst()) await quirks.learn(model, { ...(await quirks.of(model)), thinksFirst: true });
  return { ...current(), completion };
}

type Concluded = Pick<Answer, 'outcome' | 'text' | 'reason' | 'citations'> & { verdict: AnswerVerdict };

function conclude({ completion, text, prepared }: Try): Concluded {
  const citations = text.cited().flatMap((number) => {
    const found = prepared.found[number - 1];
    return found ? [citationOf(found.passage)] : [];
  });
  if (completion.finish === 'content_filter' || completion.refused)
    return escalated('The model’s content filter stopped the answer.');
  const calls = [...completion.toolCalls, ...text.calls()];
  const reason = calls.map(readEscalation).find((each) => each !== null);
  if (reason) return { ...escalated(reason), text: text.shown(), citations };
  if (!text.shown()) {
    throw new ModelFailure({
      code: 'empty_answer',
      message: 'The model answered with nothing.',
      retryable: true,
    });
  }
  const cut = completion.finish === 'length' || text.isFull() ? CUT : '';
  return { outcome: 'answered', text: text.shown() + cut, reason: null, citations, verdict: 'answered' };
}
const CUT = ' …';

const escalated = (reason: string): Concluded => ({
  ...{ outcome: 'escalate', text: '', reason, citations: [], verdict: 'escalated' },
});

/** What the docs say in their own words, when they are sure to answer; else a person is asked for. */
function instead({ index, question, options }: Answering, findings: Finding[]): Concluded {
  const { kind, text, cited } = replyTo(index, question.turns);
  if (kind !== 'answered') {
    const what = [...new Set(findings.map((each) => each.what))].slice(0, 3).join('”, “');
    return {
      ...escalated(`The model’s answer was not shown: the docs do not hold “${what}”.`),
      verdict: 'withheld',
    };
  }
  options.onText(text);
  const citations = cited.map(({ passage }) => citationOf(passage));
  return { outcome: 'answered', text, reason: null, citations, verdict: 'extractive' };
}

function tokensOf(tries: Try[]): { in: number; out: number } {
  const each = tries.map(({ completion: { usage }, prompt, text }) =>
    usage
      ? { in: usage.input, out: usage.output }
      : {
          in: estimateTokens(prompt.messages.map(({ content }) => content).join('\n')),
          out: estimateTokens(text.raw()),
        },
  );
  return {
    in: each.reduce((sum, { in: tokens }) => sum + tokens, 0),
    out: each.reduce((sum, { out: tokens }) => sum + tokens, 0),
  };
}
