import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { countUse, readUse } from '../../../db/project/daily-use.ts';
import { dailyUse, projects } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

it('everything that is used at the same moment is counted, each kind by itself', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const use = (what: 'tokens' | 'modelCalls', amount: number) =>
    countUse(db, { projectId, use: what, amount });
  const counted = await Promise.all(Array.from({ length: 10 }, () => use('tokens', 3_000_000_000)));
  expect(Math.max(...counted)).toBe(30_000_000_000);
  expect(await use('modelCalls', 1)).toBe(1);
  expect((await readUse(db, projectId))?.used).toEqual({
    ...{ conversations: 0, modelCalls: 1, tokens: 30_000_000_000, money: 0 },
  });
});

it('a day begins anew at midnight UTC, for each project', async () => {
  const { db } = own;
  const [mine, theirs] = [await seedConversation(db), await seedConversation(db)];
  await countUse(db, { ...mine, use: 'conversations', amount: 7 });
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  await db.update(dailyUse).set({ day }).where(eq(dailyUse.projectId, mine.projectId));
  expect((await readUse(db, mine.projectId))?.used.conversations).toBe(0);
  expect(await countUse(db, { ...mine, use: 'conversations', amount: 1 })).toBe(1);
  expect((await readUse(db, theirs.projectId))?.used.conversations).toBe(0);
});

it('what a project may use is what its settings say now', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const set = { maxConversationsADay: 1, maxModelCallsADay: 2, maxTokensADay: 3, maxMoneyADay: 0.5 };
  await db.update(projects).set(set).where(eq(projects.id, projectId));
  expect((await readUse(db, projectId))?.most).toEqual({
    ...{ conversations: 1, modelCalls: 2, tokens: 3, money: 0.5 },
  });
  expect(await readUse(db, newId('prj'))).toBeNull();
});
