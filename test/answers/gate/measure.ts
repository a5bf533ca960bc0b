import { readWords } from '../../../activities/assistant/retrieval/passage-words.ts';
import { createGate } from '../../../domain/assistant/gate/gate.ts';
import { groundOf, type ReadTerms } from '../../../domain/assistant/gate/ground.ts';
import { createPieceReader } from '../../../domain/assistant/pieces.ts';
import type { Finding } from '../../../domain/assistant/finding.ts';
import { newId } from '../../../domain/ids.ts';
import type { AcceptedAnswer } from './accepted-answers.ts';

/** Each answer is shown against so many other questions' passages, its talk staying its own. */
const STEPS = [37, 91, 141];

export function measure(answers: AcceptedAnswer[]) {
  const read = readerFor(answers);
  const own = answers.map((each) => ({ id: each.id, findings: findingsOf(each, each, read) }));
  const other = STEPS.flatMap((step) =>
    answers.map((each, at) => {
      const others = answers[(at + step) % answers.length] ?? each;
      return { id: each.id, findings: findingsOf(each, others, read) };
    }),
  );
  const falseAlarms = own.filter(({ findings }) => findings.length > 0);
  const caught = other.filter(({ findings }) => findings.length > 0);
  const byKind = (some: typeof own) => {
    const counts: Record<string, number> = {};
    for (const { findings } of some)
      for (const kind of new Set(findings.map((each) => each.kind))) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  };
  return {
    falseAlarms,
    totals: {
      falseAlarms: falseAlarms.length / own.length,
      caught: caught.length / other.length,
      byKind: byKind(own),
      caughtByKind: byKind(other),
    },
  };
}

function findingsOf(each: AcceptedAnswer, { passages }: AcceptedAnswer, read: ReadTerms): Finding[] {
  const ground = groundOf(
    {
      passages: passages.map((text) => ({ text, language: 'english' })),
      team: each.assistant,
      customer: each.customer,
      hosts: [],
    },
    read,
  );
  const gate = createGate(ground, { read, expected: 'english' });
  return [...piecesOf(each.answer).flatMap((piece) => gate.check(piece)), ...gate.end()];
}

/** Cut as they are when a model writes them. */
function piecesOf(text: string): string[] {
  const reader = createPieceReader();
  return [...reader.write(text), ...reader.end()];
}

function readerFor(answers: AcceptedAnswer[]): ReadTerms {
  const words = readWords(
    answers.flatMap(({ passages }) =>
      passages.map((text) => ({ id: newId('psg'), articleId: newId('art'), title: '', heading: null, text })),
    ),
  );
  return (text, language) => words.read(text, language);
}
