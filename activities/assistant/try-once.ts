import type OpenAI from 'openai';
import type { Quirks } from '../../domain/assistant/quirks.ts';
import type { AnswerOptions, Question, Turn } from './assistant.ts';
import { askAgain } from './model/ask-again.ts';
import { askModel } from './model/ask-model.ts';
import { createCheckedText, type CheckedText } from './model/checked-text.ts';
import type { KnownQuirks } from './model/known-quirks.ts';
import type { ModelTimeouts } from './model/model-deadlines.ts';
import { prepare, type Prepared } from './model/prepare.ts';
import type { PromptMessage } from './model/in-roles.ts';
import { buildPrompt } from './model/prompt.ts';
import type { Completion } from './model/stream-completion.ts';
import type { PassageIndex } from './retrieval/rank-passages.ts';

/** A question on its way through a model. */
export interface Answering {
  index: PassageIndex;
  client: OpenAI;
  quirks: KnownQuirks;
  timeouts: ModelTimeouts;
  model: string;
  question: Question;
  /** The question's turns as they are looked up. */
  lookedUp: Turn[];
  options: AnswerOptions;
}

/** What came of asking once. */
export interface Try {
  completion: Completion;
  text: CheckedText;
  prepared: Prepared;
  prompt: { messages: PromptMessage[]; key: string };
}

type Begun = Omit<Try, 'completion'>;

/** Asks once; `earlier` is the answer that was stopped. @throws ModelFailure */
export async function tryOnce(
  answering: Answering,
  { earlier, left }: { earlier: Try | undefined; left: number },
): Promise<Try> {
  const { client, quirks, timeouts, model, options } = answering;
  let begun: Begun | null = null;
  const current = (): Begun => {
    if (!begun) throw new Error('Nothing was asked.');
    return begun;
  };
  const completion = await askModel({
    ...{ client, model, quirks, signal: options.signal },
    messages: (known) => {
      begun = begin(answering, { known, isLast: earlier !== undefined });
      const again = earlier ? askAgain(earlier.text.raw(), earlier.text.findings(), begun.prompt.key) : [];
      const messages = [...begun.prompt.messages, ...again];
      options.onAsked?.(messages);
      return messages;
    },
    onText: (delta) => current().text.write(delta),
    timeouts: { ...timeouts, overall: Math.max(1, left) },
  });
  const { text } = current();
  if (completion.finish !== 'stopped' || text.isFull()) text.end();
  if (text.thoughtFirst()) await quirks.learn(model, { ...(await quirks.of(model)), thinksFirst: true });
  return { ...current(), completion };
}

function begin(
  { index, question, lookedUp, options }: Answering,
  { known, isLast }: { known: Quirks; isLast: boolean },
): Begun {
  const { project, turns, isMailed, language } = question;
  const { name, systemPrompt, linkHosts: hosts = [] } = project;
  const prepared = prepare(index, {
    ...{ turns, lookedUp, hosts, systemPrompt, name, language },
    halved: known.halved,
  });
  const passages = prepared.found.map(({ passage }) => passage);
  const prompt = buildPrompt(
    { project, turns, isMailed, language, passages, isWeak: prepared.isWeak },
    known,
  );
  const text = createCheckedText({
    newGate: () => prepared.newGate(),
    passages: passages.length,
    secrets: [prompt.key],
    hosts: prepared.ground.hosts,
    thinksFirst: known.thinksFirst,
    isLast,
    onText: (delta) => options.onText(delta),
    onWithdrawn: () => options.onWithdrawn?.(),
  });
  return { prepared, prompt, text };
}
