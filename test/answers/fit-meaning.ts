import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { questionTerms } from '../../activities/assistant/retrieval/question-terms.ts';
import { MIXED, mixedOf, withMeaning } from '../../activities/assistant/meaning/with-meaning.ts';
import type { EmbeddingSettings } from '../../activities/embeddings/embeddings-endpoint.ts';
import { casesOf, weightOf, type Case } from './candidates.ts';
import { embedSet, type EmbeddedSet } from './embed-set.ts';
import { figuresOf, thresholdsFor } from './figures.ts';
import { fitChoice } from './fit-choice.ts';
import { fit, verdictOf, type Verdict } from './fit.ts';
import { isSupport, readSet, setNames, type QuestionSet } from './sets.ts';

const file = (path: string) => fileURLToPath(new URL(`../../activities/assistant/${path}`, import.meta.url));
const FOLDS = 4;
/** Of each kind: what words and meaning propose before they are weighed. */
const PROPOSED = 16;
/** The docs that all the others' questions are put to. */
const CROSSED = 'xquad-en';
const CROSSED_NAME = '-crossed';

/** Fits the weights of words and meaning together, and prints how they do on questions that were left out. */
export async function fitMeaning(
  folder: string,
  by: EmbeddingSettings,
  { write, promised }: { write: boolean; promised: Parameters<typeof thresholdsFor>[1] },
): Promise<void> {
  const embedded: EmbeddedSet[] = [];
  for (const set of await setsOf(folder)) embedded.push(await embedSet(set, by));
  const mix = fitMix(embedded);
  console.log('mix', JSON.stringify(mix));
  for (const each of embedded) printHits(each, mix);
  const cases = embedded.flatMap(({ set, likenesses }) =>
    casesOf(set, undefined, ({ id, question }, index) =>
      withMeaning(index, new Map([[question, likenesses.get(id)!]]), mix),
    ),
  );
  const own = fitted(
    cases.filter(({ set }) => !isCrossed(set)),
    isSupport,
    promised,
  );
  const foreign = fitted(
    cases.filter(({ set }) => isCrossed(set)),
    isCrossed,
    promised,
  );
  if (!write) return;
  writeFileSync(
    file('extractive/weights-with-meaning.json'),
    `${JSON.stringify({ own, foreign }, null, 2)}\n`,
  );
  writeFileSync(file('meaning/mix-weights.json'), `${JSON.stringify(mix, null, 2)}\n`);
}

const isCrossed = (name: string) => name.endsWith(CROSSED_NAME);

/** Weights, and thresholds that keep what is promised of some of the sets, on questions that were left out. */
function fitted(
  cases: Case[],
  isPromised: (set: string) => boolean,
  promised: Parameters<typeof thresholdsFor>[1],
) {
  const unseen = foldsOf(cases);
  const support = unseen.filter(({ set }) => isPromised(set));
  const thresholds = thresholdsFor({ support, unspaced: [] }, promised);
  for (const name of new Set(unseen.map(({ set }) => set)))
    console.log(
      name.padEnd(18),
      figures(
        unseen.filter(({ set }) => set === name),
        thresholds,
      ),
    );
  console.log('together'.padEnd(18), figures(support, thresholds));
  return { ...fit(cases), ...thresholds };
}

/** Support, the docs that are asked in their own language, and the same asked in every other. */
async function setsOf(folder: string): Promise<QuestionSet[]> {
  const names = setNames(folder);
  const support = await Promise.all(names.filter(isSupport).map((name) => readSet(folder, name)));
  const docs = await readSet(folder, CROSSED);
  const crossed = names.filter((name) => /^xquad-/.test(name) && name !== CROSSED);
  const others = await Promise.all(crossed.map((name) => readSet(folder, name)));
  return [
    ...support,
    docs,
    ...others.map((other) => ({ ...docs, name: `${other.name}${CROSSED_NAME}`, questions: other.questions })),
  ];
}

function fitMix(embedded: EmbeddedSet[]): Record<(typeof MIXED)[number], number> {
  const choices = embedded.flatMap(({ set, likenesses }) =>
    set.questions.map((each) => {
      const index = withMeaning(set.index, new Map([[each.question, likenesses.get(each.id)!]]));
      const { terms, question } = questionTerms(index, [
        ...each.turns,
        { by: 'customer', text: each.question },
      ]);
      const all = [...terms].reduce((sum, [term, weight]) => sum + weight * index.rarity(term), 0) || 1;
      const options = index.rank(terms, PROPOSED, question).map((found) => {
        const mixed = mixedOf(found, all);
        return { x: MIXED.map((name) => mixed[name]), isRight: set.isRight(each, found.passage) };
      });
      const weight = weightOfSet(set);
      return { weight, options };
    }),
  );
  const [words = 0, coverage = 0, likeness = 0] = fitChoice(choices).map(
    (weight) => Math.round(weight * 1_000) / 1_000,
  );
  return { words, coverage, likeness };
}

const weightOfSet = ({ name, questions }: QuestionSet) =>
  weightOf(questions.map(() => ({ set: name }) as Case))({ set: name } as Case);

/** Articles in the order that a model is given them, by words alone and by both. */
function printHits({ set, likenesses }: EmbeddedSet, mix: Record<(typeof MIXED)[number], number>): void {
  const hits = { words1: 0, words5: 0, both1: 0, both5: 0 };
  const answerable = set.questions.filter(({ gold }) => gold !== null);
  for (const each of answerable) {
    const asked = [...each.turns, { by: 'customer' as const, text: each.question }];
    const both = withMeaning(set.index, new Map([[each.question, likenesses.get(each.id)!]]), mix);
    const { terms, question } = questionTerms(set.index, asked);
    const place = (index: typeof set.index) => {
      const found = index.rank(terms, 40, question).map(({ passage }) => passage);
      const right = new Set(
        found.filter((passage) => set.isRight(each, passage)).map((one) => one.articleId),
      );
      return [...new Set(found.map((one) => one.articleId))].findIndex((article) => right.has(article));
    };
    const [words, mixed] = [place(set.index), place(both)];
    hits.words1 += words === 0 ? 1 : 0;
    hits.words5 += words >= 0 && words < 5 ? 1 : 0;
    hits.both1 += mixed === 0 ? 1 : 0;
    hits.both5 += mixed >= 0 && mixed < 5 ? 1 : 0;
  }
  const share = (hit: number) => (hit / answerable.length).toFixed(3);
  console.log(
    set.name.padEnd(18),
    `n ${answerable.length}  words @1 ${share(hits.words1)} @5 ${share(hits.words5)}  both @1 ${share(hits.both1)} @5 ${share(hits.both5)}`,
  );
}

/** Every question judged by weights that were fitted without it. */
function foldsOf(cases: Case[]): Verdict[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const isIn = (__: Case, at: number) => at % FOLDS === fold;
    const fitted = fit(cases.filter((each, at) => !isIn(each, at)));
    return cases.filter(isIn).map((each) => verdictOf(each, fitted));
  }).flat();
}

function figures(verdicts: Verdict[], thresholds: Parameters<typeof figuresOf>[1]): string {
  return (Object.entries(figuresOf(verdicts, thresholds)) as [string, number][])
    .map(([key, value]) => `${key} ${value.toFixed(3)}`)
    .join('  ');
}
