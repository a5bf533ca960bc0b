import { loadAsked, loadWords } from '../../db/recording/load-asked.ts';
import type { DraftContext } from '../../db/recording/drafts.ts';
import type {
  AssistAnswer,
  AssistCall,
  AssistInput,
  AssistName,
} from '../../domain/contract/assist-shapes.ts';
import { Refusal } from '../../domain/errors.ts';
import { citationOf } from '../../domain/knowledge/citation.ts';
import type { Turn } from '../../domain/knowledge/turn.ts';
import { languageOf } from '../../domain/language/guess-language.ts';
import { LANGUAGE_TAGS, tagOf } from '../../domain/language/language-tags.ts';
import type { Language } from '../../domain/language/language.ts';
import type { Question } from './assistant.ts';
import type { DraftDependencies } from './draft-answer.ts';
import { ModelFailure } from './model/model-failure.ts';
import { stopSignal } from './stop-signal.ts';
import { turnsOf } from './turns-of.ts';
import type { Helper, Written } from './helper.ts';

interface Asking {
  deps: DraftDependencies;
  helper: Helper;
  question: Question;
  signal: AbortSignal;
}

type Steps = {
  [Name in AssistName]: (asking: Asking, input: AssistInput<Name>) => Promise<AssistAnswer<Name>>;
};

const NO_MODEL = { problem: 'No model is set up. Settings, Model says how.' };
const NOTHING_ASKED = { problem: 'The customer has not written anything yet.' };

const steps: Steps = {
  passages: async ({ helper, question }) => {
    const found = question.turns.length > 0 ? await helper.passages(question) : [];
    return { passages: found.map((passage) => ({ ...citationOf(passage), text: passage.text })) };
  },
  suggest: async ({ deps, helper, question, signal }) => {
    if (!helper.write) return NO_MODEL;
    if (question.turns.length === 0) return NOTHING_ASKED;
    const answer = await deps.assistant.answer(question, { onText: () => undefined, signal });
    // To say that the docs do not say helps a customer, not the person who is asked instead of them.
    const isSilent = answer.evidence?.outcome === 'unknown';
    if (answer.outcome === 'answered' && answer.text && !isSilent)
      return { text: answer.text, sources: answer.citations };
    const reason = answer.reason ?? 'Your articles do not answer this.';
    return { problem: `There is no reply to suggest. ${sentence(reason)}` };
  },
  rewrite: async ({ helper, question, signal }, { text, how }) => {
    if (!helper.write) return NO_MODEL;
    const into = how === 'inLanguage' ? await helper.languageOf(question) : undefined;
    return helper.write({ ...question, kind: how, text, into, signal });
  },
  translate: async ({ deps, helper, question, signal }, { into, ...message }) => {
    const { write } = helper;
    if (!write) return NO_MODEL;
    const text = await loadWords(deps.db, message);
    if (!text?.trim()) throw new Refusal('not_found');
    const from = languageOf(text);
    const written: Written = await write({
      ...{ project: question.project, turns: [], kind: 'translate', text, signal },
      into: languageOfTag(into),
    });
    return 'text' in written ? { ...written, from: from && tagOf(from) } : written;
  },
};

/** Does once what an agent asked for. What a model could not do comes back in words: the agent is waiting, and may ask again. */
export async function assist(deps: DraftDependencies, { name, input }: AssistCall): Promise<AssistAnswer> {
  const { helper } = deps.assistant;
  const context = helper && (await loadAsked(deps.db, input));
  if (!helper || !context) throw new Refusal('conversation_not_found');
  const stop = stopSignal();
  try {
    const question = { project: context.project, turns: untilCustomer(context) };
    // Which step takes which input, the compiler loses on the way.
    return await steps[name]({ deps, helper, question, signal: stop.signal }, input as never);
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    deps.log.warn({ code: error.code, name }, 'the model did not help');
    return { problem: `${sentence(error.message)} Try again in a moment, or write it yourself.` };
  } finally {
    stop.end();
  }
}

/** What an endpoint says of itself may end as it likes. */
const sentence = (words: string) => (/[.!?”]$/.test(words) ? words : `${words}.`);

/** What was said up to the customer's newest words: these are what is answered. */
function untilCustomer({ turns }: DraftContext): Turn[] {
  const said = turnsOf(turns);
  return said.slice(0, said.findLastIndex(({ by }) => by === 'customer') + 1);
}

function languageOfTag(tag: string): Language {
  return Object.hasOwn(LANGUAGE_TAGS, tag) ? LANGUAGE_TAGS[tag as keyof typeof LANGUAGE_TAGS] : 'english';
}
