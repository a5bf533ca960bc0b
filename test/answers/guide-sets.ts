import calibration from '../fixtures/assistant/calibration.json' with { type: 'json' };
import heldOut from '../fixtures/assistant/held-out.json' with { type: 'json' };
import { guideIndex } from '../support/model/guide.ts';
import type { QuestionSet } from './sets.ts';

/** The project's own questions to the docs of packages that it uses: a passage is right when it holds the noted words. */
export function guideSets(): QuestionSet[] {
  return [setOf('guides-1', calibration), setOf('guides-2', heldOut)];
}

function setOf(name: string, { docs, covered, uncovered }: typeof calibration): QuestionSet {
  const words = new Map(covered.map(({ question, holds }) => [question, holds.toLowerCase()]));
  const asked = (question: string, gold: string[] | null) => ({ id: question, question, turns: [], gold });
  return {
    name,
    index: guideIndex(docs),
    questions: [
      ...covered.map(({ question }) => asked(question, [])),
      ...uncovered.map((each) => asked(each, null)),
    ],
    isRight: ({ question }, { heading, text }) => {
      const noted = words.get(question);
      return noted !== undefined && `${heading}\n${text}`.toLowerCase().includes(noted);
    },
  };
}
