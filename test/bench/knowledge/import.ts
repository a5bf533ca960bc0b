import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { questionTerms } from '../../../activities/assistant/retrieval/question-terms.ts';
import { createPassageIndexes } from '../../../activities/assistant/retrieval/passage-indexes.ts';
import { connect, type Database } from '../../../db/connection/database.ts';
import { loadChangedPassages, loadPassages } from '../../../db/knowledge/load-passages.ts';
import { articles, passages as passageRows, projects } from '../../../db/schema/schema.ts';
import { newId, type ProjectId } from '../../../domain/ids.ts';
import type { BenchServers } from '../bench-servers.ts';
import { quantile, round, type Measured } from '../measure.ts';
import type { Import } from './import-articles.ts';
import { madeArticle, madePassages, madeQuestion } from './made-articles.ts';

const ARTICLES = 5_000;
const ASKED_EVERY_MS = 20;
const QUIET_QUESTIONS = 500;
const WARM_UP = 100;
const FOLLOWED_WITHIN_MS = 120_000;
/** Passages that a prompt has room for. */
const FOUND = 20;
/** Of one insert. */
const ROWS = 1_000;

/**
 * From a question's arrival in the worker until its passages are ranked, in the slowest of twenty: while 5,000 articles are imported
 * beside 5,000 others, against before and afterwards.
 */
export async function duringImport({ databaseUrl }: BenchServers): Promise<Measured> {
  const { db, close } = connect(databaseUrl);
  const projectId = await anotherProject(db);
  await fill(db, projectId);
  const whole = madePassages(2 * ARTICLES).length;
  const indexes = createPassageIndexes({
    all: (...of) => loadPassages(db, ...of),
    changes: (...of) => loadChangedPassages(db, ...of),
  });
  let docsRevision = 0;
  let asked = 0;
  const questions = await askWhile(async () => {
    const index = await indexes.of({ id: projectId, docsRevision });
    const { terms } = questionTerms(index, [{ by: 'customer', text: madeQuestion(asked++) }]);
    index.rank(terms, FOUND);
  });
  try {
    const before = await questions.quiet();
    const thread = importing({ databaseUrl, projectId, from: ARTICLES, count: ARTICLES });
    thread.on('message', (count: number) => (docsRevision = count));
    await once(thread, 'exit');
    const isWhole = async () => (await indexes.of({ id: projectId, docsRevision })).size >= whole;
    for (const until = performance.now() + FOLLOWED_WITHIN_MS; !(await isWhole()); await setTimeout(100))
      if (performance.now() > until) throw new Error('The index did not follow the import.');
    const during = questions.taken();
    const after = await questions.quiet();
    return inTheWorst(during, [...before, ...after]);
  } finally {
    await questions.end();
    await close();
  }
}

const importing = (data: Import) =>
  new Worker(new URL('import-articles.ts', import.meta.url), { workerData: data });

async function anotherProject(db: Database): Promise<ProjectId> {
  const id = newId('prj');
  const supportAddress = `${id}@bench.example`;
  await db
    .insert(projects)
    .values({ id, name: 'Docs', widgetKey: newId('pk'), greeting: '', supportAddress });
  return id;
}

async function fill(db: Database, projectId: ProjectId): Promise<void> {
  const numbers = Array.from({ length: ARTICLES }, (_, number) => number);
  const passages = madePassages(ARTICLES).map((each, position) => ({ ...each, projectId, position }));
  for (let at = 0; at < ARTICLES; at += ROWS)
    await db
      .insert(articles)
      .values(numbers.slice(at, at + ROWS).map((number) => ({ ...madeArticle(number), projectId })));
  for (let at = 0; at < passages.length; at += ROWS)
    await db.insert(passageRows).values(passages.slice(at, at + ROWS));
}

function inTheWorst(during: number[], quiet: number[]): Measured {
  const [value, reference] = [quantile(during, 0.95), quantile(quiet, 0.95)];
  return { value: round(value), reference: round(reference), ratio: round(value / reference), unit: 'ms' };
}

async function askWhile(rank: () => Promise<unknown>) {
  const times: number[] = [];
  const asking = new Worker(new URL('ask.ts', import.meta.url), { workerData: ASKED_EVERY_MS });
  asking.on('message', async (at: number) => {
    await rank();
    times.push(performance.timeOrigin + performance.now() - at);
  });
  await once(asking, 'online');
  const taken = () => times.splice(0);
  return {
    taken,
    /** Those of a while in which nothing else happens, without the first, which are slower. */
    quiet: async () => {
      taken();
      while (times.length < QUIET_QUESTIONS) await setTimeout(100);
      return taken().slice(WARM_UP);
    },
    end: () => asking.terminate(),
  };
}
