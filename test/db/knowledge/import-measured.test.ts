import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPassageIndexes } from '../../../activities/assistant/retrieval/passage-indexes.ts';
import { questionTerms } from '../../../activities/assistant/retrieval/question-terms.ts';
import { connect, type DatabaseConnection } from '../../../db/connection/database.ts';
import { loadChangedPassages, loadPassages } from '../../../db/knowledge/load-passages.ts';
import { saveArticle } from '../../../db/knowledge/articles.ts';
import { ensureFirstProject, findFirstProject } from '../../../db/project/projects.ts';
import { projects } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { createTestDatabase } from '../../support/stack/database.ts';

let database: DatabaseConnection;
let undo: () => Promise<void>;
beforeAll(async () => {
  const made = await createTestDatabase();
  database = connect(made.url);
  undo = async () => {
    await database.close();
    await made[Symbol.asyncDispose]();
  };
});
afterAll(() => undo?.());

const SUBJECTS = Array.from(
  { length: 400 },
  (_, at) =>
    `subject${'abcdefghij'[at % 10]}${'klmnopqrst'[Math.floor(at / 10) % 10]}${'uvwxyzabcd'[Math.floor(at / 100)]}`,
);
const textOf = (at: number) =>
  Array.from(
    { length: 12 },
    (_, line) =>
      `What you have to know about ${SUBJECTS[(at * 7 + line * 13) % 400]} when it meets ${SUBJECTS[(at + line * 31) % 400]}.`,
  ).join(' ');

it('ranks while 5,000 articles come in', async () => {
  const { db } = database;
  await ensureFirstProject(db, 'support@example.test');
  const project = (await findFirstProject(db))!;
  const { id } = project;
  const save = (at: number) =>
    saveArticle(db, { id: newId('art'), projectId: id, title: `Article ${at}`, text: textOf(at) });
  for (let at = 0; at < 300; at++) await save(at);
  const indexes = createPassageIndexes({
    all: (projectId, reader) => loadPassages(db, projectId, reader),
    changes: (projectId, reader, since) => loadChangedPassages(db, projectId, reader, since),
  });
  const ask = async (at: number) => {
    const { revision } = await loadPassagesRevision();
    const from = performance.now();
    const index = await indexes.of({ id, docsRevision: revision });
    const got = performance.now();
    index.rank(
      questionTerms(index, [
        { by: 'customer', text: `How does ${SUBJECTS[at % 400]} meet ${SUBJECTS[(at * 3) % 400]}?` },
      ]).terms,
      24,
    );
    return { waited: got - from, ranked: performance.now() - got };
  };
  const loadPassagesRevision = async () => {
    const [found] = await db.select({ docsRevision: projects.docsRevision }).from(projects);
    return { revision: found!.docsRevision };
  };
  await ask(0);
  const measure = async (until: () => boolean) => {
    const [waited, ranked] = [[] as number[], [] as number[]];
    for (let at = 0; !until(); at++) {
      const one = await ask(at);
      waited.push(one.waited);
      ranked.push(one.ranked);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return { n: ranked.length, waited: spread(waited), ranked: spread(ranked) };
  };
  let asked = 0;
  console.log('quiet', await measure(() => asked++ > 300));
  let done = false;
  const importing = (async () => {
    for (let at = 300; at < 5_300; at++) await save(at);
    done = true;
  })();
  console.log('importing', await measure(() => done));
  await importing;
  asked = 0;
  console.log('after', await measure(() => asked++ > 300));
  expect(
    (await indexes.of({ id, docsRevision: (await loadPassagesRevision()).revision })).size,
  ).toBeGreaterThan(5_000);
}, 400_000);

const spread = (values: number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
};
