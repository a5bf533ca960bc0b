import { describe, expect, it } from 'vitest';
import { replyTo } from '../../../activities/assistant/extractive/reply.ts';
import calibration from '../../fixtures/assistant/calibration.json' with { type: 'json' };
import heldOut from '../../fixtures/assistant/held-out.json' with { type: 'json' };
import { guideIndex } from '../../support/model/guide.ts';

/** Of the covered questions: answered, and answered from the right passage. Of the uncovered: refused. */
function measure({ docs, covered, uncovered }: typeof calibration) {
  const index = guideIndex(docs);
  const answer = (question: string) => {
    const { kind, cited } = replyTo(index, [{ by: 'customer', text: question }]);
    return kind === 'answered' ? (cited[0]?.passage ?? null) : null;
  };
  const answered = covered
    .map(({ question, holds }) => ({ holds, passage: answer(question) }))
    .filter(({ passage }) => passage);
  const right = answered.filter(({ holds, passage }) =>
    `${passage?.heading}\n${passage?.text}`.toLowerCase().includes(holds.toLowerCase()),
  );
  return {
    answered: answered.length / covered.length,
    right: right.length / answered.length,
    refused: uncovered.filter((question) => !answer(question)).length / uncovered.length,
  };
}

/** A new edition of those docs, or of the weights, may move a figure by a question or two. */
const MARGIN = 0.035;

/** Real customers' questions are harder than these of our own: docs/architecture/assistant.md has both. */
describe.each([
  {
    name: 'the docs of two packages',
    set: calibration,
    stated: { answered: 0.88, right: 0.95, refused: 0.92 },
  },
  { name: 'the docs of four others', set: heldOut, stated: { answered: 0.78, right: 0.93, refused: 1 } },
])('what the assistant answers from $name', ({ set, stated }) => {
  it('is right, and what they do not cover it does not answer', () => {
    const measured = measure(set);
    for (const [figure, value] of Object.entries(measured)) {
      expect(value, figure).toBeGreaterThanOrEqual(stated[figure as keyof typeof stated] - MARGIN);
    }
  });

  it('is measured on enough questions', () => {
    expect(set.covered.length + set.uncovered.length).toBeGreaterThanOrEqual(64);
    expect(new Set([...set.covered.map(({ question }) => question), ...set.uncovered]).size).toBe(
      set.covered.length + set.uncovered.length,
    );
  });
});
