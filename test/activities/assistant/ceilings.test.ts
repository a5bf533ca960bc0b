import { afterAll, beforeAll, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import type { Assistant, Question } from '../../../activities/assistant/assistant.ts';
import { withinCeilings } from '../../../activities/assistant/within-ceilings.ts';
import { connect, type DatabaseConnection } from '../../../db/connection/database.ts';
import { readUse } from '../../../db/project/daily-use.ts';
import { ensureFirstProject, type Project } from '../../../db/project/projects.ts';
import { projects } from '../../../db/schema/schema.ts';
import { createTestDatabase, type TestDatabase } from '../../support/stack/database.ts';

let own: TestDatabase;
let database: DatabaseConnection;
let project: Project;
let question: Question;
let asked = 0;

const model: Assistant = {
  answer: () => {
    asked++;
    const usage = { input: 900, output: 100 };
    return Promise.resolve({
      outcome: 'answered',
      text: 'Every 200 km.',
      reason: null,
      citations: [],
      model: 'm',
      usage,
    });
  },
};

beforeAll(async () => {
  own = await createTestDatabase();
  database = connect(own.url);
  project = await ensureFirstProject(database.db, 'support@example.test');
  question = { project, turns: [{ by: 'customer', text: 'How often?' }] };
});
afterAll(async () => {
  await database?.close();
  await own?.[Symbol.asyncDispose]();
});

const ask = () =>
  withinCeilings(model, database.db).answer(question, {
    onText: () => {},
    signal: new AbortController().signal,
  });
const allow = (most: Partial<Project>) =>
  database.db.update(projects).set(most).where(eq(projects.id, project.id));

it('counts every call and its tokens, and leaves what is beyond a day’s ceiling to people', async () => {
  await allow({ maxModelCallsADay: 2 });
  expect((await ask()).outcome).toBe('answered');
  expect((await ask()).outcome).toBe('answered');
  expect(await ask()).toMatchObject({ outcome: 'escalate', text: '' });
  expect((await ask()).reason).toContain('ceiling');
  expect(asked).toBe(2);
  expect((await readUse(database.db, project.id))?.used).toMatchObject({ modelCalls: 2, tokens: 2_000 });
});

it('stops at the ceiling of tokens as well', async () => {
  await allow({ maxModelCallsADay: 100, maxTokensADay: 2_000 });
  expect((await ask()).outcome).toBe('escalate');
  await allow({ maxTokensADay: 2_001 });
  expect((await ask()).outcome).toBe('answered');
});
