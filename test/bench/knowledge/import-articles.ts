import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '../../../db/connection/database.ts';
import { saveArticle } from '../../../db/knowledge/articles.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import { madeArticle } from './made-articles.ts';

/** What the thread is given: the articles of these numbers are saved, one after the other. */
export interface Import {
  databaseUrl: string;
  projectId: ProjectId;
  from: number;
  count: number;
}

const { databaseUrl, projectId, from, count } = workerData as Import;
const { db, close } = connect(databaseUrl);
for (let number = from; number < from + count; number++) {
  await saveArticle(db, { ...madeArticle(number), projectId });
  parentPort?.postMessage(number - from + 1);
}
await close();
