import { NOTHING_ASKED, type AnswerEvidence } from '../../domain/assistant/evidence.ts';
import { citationOf } from '../../domain/knowledge/citation.ts';
import type { Answer, Assistant, Question } from './assistant.ts';
import { BY_WORDS, type Meaning } from './meaning/meaning.ts';
import { indexFor } from './index-for.ts';
import { isForeign } from './retrieval/is-foreign.ts';
import type { PassageIndexes } from './retrieval/passage-indexes.ts';
import { evidenceOf } from './retrieval/relevant.ts';
import { replyTo, type Reply } from './extractive/reply.ts';

/** Fast enough that nobody waits, slow enough that an answer can be seen to come. */
const WORDS_AT_ONCE = 6;
const PAUSE_MS = 15;

/** Answers with the docs' own sentences, by retrieval alone: no model, no network, nothing invented. */
export function createExtractiveAssistant(indexes: PassageIndexes, meaning: Meaning = BY_WORDS): Assistant {
  return {
    knows: async (question) => {
      const index = await indexFor(indexes, question);
      return replyTo(index, question.turns).kind === 'answered';
    },
    answer: async (question, options) => {
      const started = performance.now();
      const plain = await indexFor(indexes, question);
      // A question in a language of the docs is decided by its words: nobody waits for what it means.
      const index = isForeign(plain, question.turns)
        ? await meaning.upon(plain, question, options.signal)
        : plain;
      const reply = replyTo(index, question.turns);
      const answer = answerFrom(reply, question);
      for (const piece of wordGroups(answer.text)) {
        options.signal.throwIfAborted();
        options.onText(piece);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
      options.signal.throwIfAborted();
      return { ...answer, evidence: evidenceFrom(reply, answer, performance.now() - started) };
    },
  };
}

type Quoted = Omit<Answer, 'evidence'>;

function answerFrom({ kind, text, cited }: Reply, { isMailed }: Question): Quoted {
  if (kind === 'person')
    return { ...said(text), outcome: 'escalate', reason: 'The customer asked for a person.' };
  if (isMailed && (kind === 'unknown' || kind === 'offered')) return LEFT_TO_A_PERSON;
  return { ...said(text), citations: cited.map(({ passage }) => citationOf(passage)) };
}

const LEFT_TO_A_PERSON: Quoted = {
  ...said(''),
  outcome: 'escalate',
  reason: 'The docs do not answer this email.',
};

function said(text: string): Quoted {
  return { outcome: 'answered', text, reason: null, citations: [], model: null, usage: null };
}

const VERDICTS = { answered: 'extractive', person: 'escalated' } as const;

function evidenceFrom(
  { kind, language, cited }: Reply,
  { outcome }: Pick<Answer, 'outcome'>,
  milliseconds: number,
): AnswerEvidence {
  const verdict = kind === 'answered' || kind === 'person' ? VERDICTS[kind] : kind;
  return {
    ...NOTHING_ASKED,
    language,
    passages: cited.map((each) => evidenceOf({ ...each, score: 0, coverage: 1, likeness: null })),
    milliseconds: Math.round(milliseconds),
    outcome: outcome === 'answered' ? verdict : 'escalated',
  };
}

function wordGroups(text: string): string[] {
  const words = text.match(/\S+\s*|\s+/g) ?? [];
  const groups: string[] = [];
  for (let at = 0; at < words.length; at += WORDS_AT_ONCE) {
    groups.push(words.slice(at, at + WORDS_AT_ONCE).join(''));
  }
  return groups;
}
