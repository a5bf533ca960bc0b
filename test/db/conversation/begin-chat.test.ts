import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beginChat } from '../../../db/conversation/begin-chat.ts';
import { countUse } from '../../../db/project/daily-use.ts';
import { connect, type DatabaseConnection } from '../../../db/connection/database.ts';
import { ensureFirstProject, type Project } from '../../../db/project/projects.ts';
import { conversations, projects } from '../../../db/schema/schema.ts';
import { createVisitor, noteNetwork } from '../../../db/project/visitors.ts';
import { newId } from '../../../domain/ids.ts';
import { createTestDatabase, type TestDatabase } from '../../support/stack/database.ts';

let own: TestDatabase;
let database: DatabaseConnection;
let project: Project;

beforeAll(async () => {
  own = await createTestDatabase();
  database = connect(own.url);
  project = await ensureFirstProject(database.db, 'support@example.test');
  await database.db.update(projects).set({ maxConversationsADay: 0 });
  await countUse(database.db, { projectId: project.id, use: 'conversations', amount: 990 });
});
afterAll(async () => {
  await database?.close();
  await own?.[Symbol.asyncDispose]();
});

/** A new visitor says something. @returns whether it was taken. */
async function begins(network: string): Promise<boolean> {
  const { db } = database;
  const visitor = await createVisitor(db, { projectId: project.id, tokenHash: newId('msg') });
  await noteNetwork(db, visitor.id, network);
  const id = newId('cnv');
  const taken = await beginChat(db, { id, projectId: project.id, visitorId: visitor.id, page: null }).catch(
    () => false,
  );
  await db.update(conversations).set({ lastSeq: 1 }).where(eq(conversations.id, id));
  return taken;
}

it('refuses only whoever floods a project, whichever of their networks they write from', async () => {
  const flood: boolean[] = [];
  for (let at = 0; at < 30; at++) flood.push(await begins(`2001:db8:1:${at.toString(16)}::`));
  expect(flood.filter(Boolean)).toHaveLength(20);
  expect(flood.at(-1)).toBe(false);
  for (const network of ['2001:db8:2::', '203.0.113.7', 'unknown']) expect(await begins(network)).toBe(true);
  for (let at = 0; at < 25; at++) await begins('203.0.113.8');
  expect(await begins('203.0.113.8')).toBe(false);
  expect(await begins('203.0.113.7')).toBe(true);
});
