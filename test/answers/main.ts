import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Weights } from '../../activities/assistant/extractive/choose-passage.ts';
import { casesOf, type Case } from './candidates.ts';
import { figuresOf, thresholdsFor, type Figures, type Thresholds } from './figures.ts';
import { fit, verdictOf, type Verdict } from './fit.ts';
import { guideSets } from './guide-sets.ts';
import { isSupport, misspell, readSet, setNames } from './sets.ts';
import { fitMeaning } from './fit-meaning.ts';
import { writeFigures } from './write-figures.ts';

const WEIGHTS = fileURLToPath(new URL('../../activities/assistant/extractive/weights.json', import.meta.url));
/** What a customer may rely on, with a little room: what was not seen is harder. */
const PROMISED = { precision: 0.775, absent: 0.062, absentUnspaced: 0.035 };
const FOLDS = 4;

/**
 * `npm run fit-answers -- FOLDER [--write]`: fits how sure the assistant may be to sets of real questions, prints how it
 * does on sets and questions that were left out of the fitting, and writes the weights and the page's table. With `--embeddings
 * URL` it fits the weights for projects whose passages are embedded instead.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      write: { type: 'boolean' },
      embeddings: { type: 'string' },
      'embedding-model': { type: 'string', default: 'multilingual-e5-small' },
    },
  });
  const [folder] = positionals;
  if (!folder)
    throw new Error('Say where the sets of questions are: npm run fit-answers -- FOLDER [--write]');
  if (values.embeddings) {
    const by = { baseUrl: values.embeddings, apiKey: '', model: values['embedding-model'] };
    return fitMeaning(folder, by, { write: values.write ?? false, promised: PROMISED });
  }
  const cases: Case[] = [];
  const misspelt: Case[] = [];
  const sets = await Promise.all(setNames(folder).map((name) => readSet(folder, name)));
  for (const set of [...sets, ...guideSets()]) {
    cases.push(...casesOf(set));
    misspelt.push(...casesOf(set, misspell));
  }
  const unseen = foldsOf(cases);
  const thresholds = thresholdsFor(
    {
      support: unseen.filter(({ set }) => isSupport(set)),
      unspaced: unspacedSets(unseen),
    },
    PROMISED,
  );
  const rows = leftOut(cases, misspelt, thresholds);
  print(
    'questions left out',
    figuresOf(
      unseen.filter(({ set }) => isSupport(set)),
      thresholds,
    ),
  );
  for (const [name, figures] of Object.entries(rows)) print(name, figures);
  const weights: Weights = { ...fit(cases), ...thresholds };
  console.log(JSON.stringify(weights));
  if (!values.write) return;
  writeFileSync(WEIGHTS, `${JSON.stringify(weights, null, 2)}\n`);
  writeFigures(rows);
}

/** Every question judged by weights that were fitted without it. */
function foldsOf(cases: Case[]): Verdict[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const isIn = (__: Case, at: number) => at % FOLDS === fold;
    const fitted = fit(cases.filter((each, at) => !isIn(each, at)));
    return cases.filter(isIn).map((each) => verdictOf(each, fitted));
  }).flat();
}

function unspacedSets(verdicts: Verdict[]): Verdict[][] {
  const sets = new Set(
    verdicts.filter((each) => each.isUnspaced && !isSupport(each.set)).map(({ set }) => set),
  );
  return [...sets].map((set) => verdicts.filter((each) => each.set === set));
}

/** Every set judged by weights that were fitted without it, and the six of support together. */
function leftOut(
  cases: Case[],
  misspelt: Case[],
  thresholds: Thresholds,
): Record<string, Figures & { typos: number }> {
  const rows: Record<string, Figures & { typos: number }> = {};
  const support: { clean: Verdict[]; typos: Verdict[] } = { clean: [], typos: [] };
  for (const name of new Set(cases.map(({ set }) => set))) {
    const fitted = fit(cases.filter(({ set }) => set !== name));
    const judged = (some: Case[]) =>
      some.filter(({ set }) => set === name).map((each) => verdictOf(each, fitted));
    const [clean, typos] = [judged(cases), judged(misspelt)];
    rows[name] = { ...figuresOf(clean, thresholds), typos: figuresOf(typos, thresholds).right };
    if (isSupport(name)) support.clean.push(...clean);
    if (isSupport(name)) support.typos.push(...typos);
  }
  const together = figuresOf(support.clean, thresholds);
  return { ...rows, support: { ...together, typos: figuresOf(support.typos, thresholds).right } };
}

function print(name: string, figures: Figures): void {
  const cells = (Object.entries(figures) as [string, number][]).map(
    ([key, value]) => `${key} ${value.toFixed(3)}`,
  );
  console.log(`${name.padEnd(20)} ${cells.join('  ')}`);
}

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
