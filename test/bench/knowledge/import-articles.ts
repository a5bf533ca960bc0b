import { parentPort, workerData } from 'node:worker_threads';
import { connect, type Queryable } from '../../../db/connection/database.ts';
import { saveArticle } from '../../../db/knowledge/articles.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import { madeArticle } from './made-articles.ts';

/** What the thread is given: the articles of these numbers are saved, one after the other, or all at once. */
export interface Import {
  databaseUrl: string;
  projectId: ProjectId;
  from: number;
  count: number;
  atOnce: boolean;
}

const { databaseUrl, projectId, from, count, atOnce } = workerData as Import;
const { db, close } = connect(databaseUrl);
const save = async (to: Queryable) => {
  for (let number = from; number < from + count; number++) {
    await saveArticle(to, { ...madeArticle(number), projectId });
    if (!atOnce) parentPort?.postMessage(number + 1);
  }
};
await (atOnce ? db.transaction(save) : save(db));
await close();
