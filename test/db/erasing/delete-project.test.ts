import { eq, getTableName } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { beginDeletion } from '../../../db/erasing/begin-deletion.ts';
import { dropProject, emptyTables, listDeleting } from '../../../db/erasing/empty-project.ts';
import { eraseConversations } from '../../../db/erasing/erase-conversations.ts';
import { tablesOfProjects } from '../../../db/erasing/tables-of-projects.ts';
import { listSupportAddresses } from '../../../db/project/support-addresses.ts';
import { findFirstProject, findProject, findRole } from '../../../db/project/projects.ts';
import { articles, projects, supportAddresses, visitors } from '../../../db/schema/schema.ts';
import { newId, type ProjectId } from '../../../domain/ids.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

const nameOf = async (projectId: ProjectId) => (await findProject(own.db, projectId))?.name ?? '';

async function begin(projectId: ProjectId): Promise<void> {
  const typedName = await nameOf(projectId);
  await own.db.transaction((tx) => beginDeletion(tx, { projectId, typedName }));
}

it('what is being deleted is nobody’s at once, while its rows are still there', async () => {
  await seedConversation(own.db);
  const { projectId, agentId } = await seedConversation(own.db);
  await own.db.insert(supportAddresses).values({ email: 'sales@acme.example', projectId, position: 0 });
  await begin(projectId);
  expect(await findProject(own.db, projectId)).toBeNull();
  expect(await findRole(own.db, { projectId, agentId })).toBeNull();
  expect((await listSupportAddresses(own.db)).map(({ id }) => id)).not.toContain(projectId);
  expect((await findFirstProject(own.db))?.id).not.toBe(projectId);
  expect(await listDeleting(own.db)).toEqual([projectId]);
  expect(await own.db.select().from(supportAddresses)).toEqual([]);
  await expect(
    own.db.transaction((tx) => beginDeletion(tx, { projectId, typedName: 'Acme' })),
  ).rejects.toThrow('no such thing');
});

it('every table is emptied a few rows at a time, and the row itself goes only after the last conversation', async () => {
  const { projectId, conversationId } = await seedConversation(own.db);
  const other = await seedConversation(own.db);
  const many = Array.from({ length: 230 }, () => newId('vis'));
  await own.db.insert(visitors).values(many.map((id) => ({ id, projectId, tokenHash: id })));
  await own.db.insert(articles).values({ id: newId('art'), projectId, title: 'Start', text: 'It starts.' });
  await begin(projectId);
  expect(await dropProject(own.db, projectId)).toBe(false);
  const erasing = { projectId, ids: [conversationId], askedBy: null };
  await own.db.transaction((tx) => eraseConversations(tx, erasing));
  await emptyTables(own.db, projectId);
  expect(await dropProject(own.db, projectId)).toBe(true);
  for (const { table, projectId: column } of tablesOfProjects()) {
    const rows = await own.db.$count(table, eq(column, projectId));
    expect([getTableName(table), rows]).toEqual([getTableName(table), 0]);
  }
  expect(await nameOf(other.projectId)).not.toBe('');
});

it('of two owners who delete the last two projects at once, one keeps theirs', async () => {
  const [one, other] = [await seedConversation(own.db), await seedConversation(own.db)];
  const { projectId } = one;
  for (const { id } of await own.db.select().from(projects))
    if (id !== projectId && id !== other.projectId)
      await own.db.update(projects).set({ deletingAt: new Date() }).where(eq(projects.id, id));
  const tries = await Promise.allSettled([begin(projectId), begin(other.projectId)]);
  expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});
