import { afterAll, beforeAll, expect, it } from 'vitest';
import { deleteArticle, getArticle, listArticles, saveArticle } from '../../../db/knowledge/articles.ts';
import { loadPassages } from '../../../db/knowledge/load-passages.ts';
import { connect, type DatabaseConnection } from '../../../db/connection/database.ts';
import { ensureFirstProject, findFirstProject } from '../../../db/project/projects.ts';
import { projects } from '../../../db/schema/schema.ts';
import { newId, type ProjectId } from '../../../domain/ids.ts';
import { createTestDatabase, type TestDatabase } from '../../support/stack/database.ts';

let database: TestDatabase;
let connection: DatabaseConnection;
let projectId: ProjectId;

beforeAll(async () => {
  database = await createTestDatabase();
  connection = connect(database.url);
  await ensureFirstProject(connection.db, 'support@example.test');
  projectId = (await findFirstProject(connection.db))!.id;
});
afterAll(async () => {
  await connection?.close();
  await database?.[Symbol.asyncDispose]();
});

const article = (text: string, title = 'Guide') => ({ id: newId('art'), projectId, title, text });

async function otherProject(): Promise<ProjectId> {
  const id = newId('prj');
  await connection.db.insert(projects).values({
    id,
    name: 'Other',
    widgetKey: newId('pk'),
    greeting: '',
    supportAddress: 'other@example.test',
  });
  return id;
}

it('keeps an article with its passages, in order, and counts the change', async () => {
  const { db } = connection;
  const before = await loadPassages(db, projectId);
  const saved = article('Intro.\n\n## Setup\n\nDo it.');
  expect(await saveArticle(db, saved)).toEqual({ isNew: true });
  const after = await loadPassages(db, projectId);
  expect(after.revision).toBe(before.revision + 1);
  expect(after.passages.filter(({ articleId }) => articleId === saved.id)).toMatchObject([
    { title: 'Guide', heading: null, text: 'Intro.' },
    { title: 'Guide', heading: 'Setup', text: 'Do it.' },
  ]);
  expect(await getArticle(db, saved)).toMatchObject({ id: saved.id, title: 'Guide', text: saved.text });
  expect(await listArticles(db, projectId)).toContainEqual(
    expect.objectContaining({ id: saved.id, title: 'Guide', passages: 2 }),
  );
});

it('replaces an article and all its passages', async () => {
  const { db } = connection;
  const saved = article('## Old\n\nGone soon.');
  await saveArticle(db, saved);
  expect(await saveArticle(db, { ...saved, title: 'Renamed', text: 'New.' })).toEqual({ isNew: false });
  const { passages } = await loadPassages(db, projectId);
  expect(passages.filter(({ articleId }) => articleId === saved.id)).toMatchObject([
    { title: 'Renamed', text: 'New.' },
  ]);
});

it('saves the same article twice at the same time', async () => {
  const { db } = connection;
  const saved = article('One.\n\n## Two\n\nThree.');
  await Promise.all(Array.from({ length: 5 }, () => saveArticle(db, saved)));
  const { passages } = await loadPassages(db, projectId);
  expect(passages.filter(({ articleId }) => articleId === saved.id)).toHaveLength(2);
});

it('neither writes, reads nor deletes an article of another project', async () => {
  const { db } = connection;
  const saved = article('Mine.');
  await saveArticle(db, saved);
  const foreign = await otherProject();
  expect(await saveArticle(db, { ...saved, projectId: foreign, text: 'Stolen.' })).toBeNull();
  await deleteArticle(db, { id: saved.id, projectId: foreign });
  expect(await getArticle(db, { id: saved.id, projectId: foreign })).toBeNull();
  expect(await loadPassages(db, foreign)).toEqual({ revision: 0, passages: [] });
  expect(await getArticle(db, saved)).toMatchObject({ text: 'Mine.' });
});

it('deletes an article with its passages, and counts only what was deleted', async () => {
  const { db } = connection;
  const saved = article('Going.');
  await saveArticle(db, saved);
  const { revision } = await loadPassages(db, projectId);
  await deleteArticle(db, saved);
  await deleteArticle(db, saved);
  const after = await loadPassages(db, projectId);
  expect(after.revision).toBe(revision + 1);
  expect(after.passages.some(({ articleId }) => articleId === saved.id)).toBe(false);
});

it('takes a megabyte, and text that Postgres would refuse', async () => {
  const { db } = connection;
  const saved = article(
    `# A\u0000\n\nHalf a pair: \ud800.\n\n${'# h\n\ntext\n\n'.repeat(10_000)}${'word '.repeat(180_000)}`,
    'B\u0000',
  );
  expect(await saveArticle(db, saved)).toEqual({ isNew: true });
  expect(await getArticle(db, saved)).toMatchObject({ title: 'B' });
  const { passages } = await loadPassages(db, projectId);
  expect(passages.filter(({ articleId }) => articleId === saved.id).length).toBeGreaterThan(10_000);
  await deleteArticle(db, saved);
});
