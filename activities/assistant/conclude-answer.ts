import type { AnswerVerdict } from '../../domain/assistant/evidence.ts';
import { estimateTokens } from '../../domain/assistant/estimate-tokens.ts';
import type { Finding } from '../../domain/assistant/finding.ts';
import { citationOf } from '../../domain/knowledge/citation.ts';
import { intentOf } from '../../domain/knowledge/customer-intent.ts';
import type { Turn } from '../../domain/knowledge/turn.ts';
import type { Answer } from './assistant.ts';
import { replyTo } from './extractive/reply.ts';
import { readEscalation } from './model/escalate-tool.ts';
import { ModelFailure } from './model/model-failure.ts';
import type { Answering, Try } from './try-once.ts';

export type Concluded = Pick<Answer, 'outcome' | 'text' | 'reason' | 'citations'> & {
  verdict: AnswerVerdict;
};

/** What an answer is that the gate let through. @throws ModelFailure when there is none. */
export function conclude({ completion, text, prepared }: Try, turns: Turn[]): Concluded {
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
  const verdict = citations.length > 0 ? 'answered' : withoutSource(turns);
  return { outcome: 'answered', text: text.shown() + cut, reason: null, citations, verdict };
}

/** Words that name no source say nothing about the product: a question has no answer then, and is a gap of the docs. */
function withoutSource(turns: Turn[]): AnswerVerdict {
  return intentOf(turns.at(-1)?.text ?? '') === 'question' ? 'unknown' : 'smalltalk';
}

export const CUT = ' …';

const escalated = (reason: string): Concluded => ({
  ...{ outcome: 'escalate', text: '', reason, citations: [], verdict: 'escalated' },
});

/** What the docs say in their own words, when they are sure to answer; else a person is asked for. */
export function instead({ index, question, options }: Answering, findings: Finding[]): Concluded {
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

/** As counted by the endpoint, or estimated. */
export function tokensOf(tries: Try[]): { in: number; out: number } {
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
