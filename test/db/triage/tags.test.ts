import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { conversations, tags } from '../../../db/schema/schema.ts';
import {
  countTagged,
  createTag,
  listTags,
  mergeTags,
  nameOfTag,
  removeTag,
  saveTag,
} from '../../../db/triage/tags.ts';
import { newId, type ProjectId } from '../../../domain/ids.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

async function begin() {
  const { projectId } = await seedConversation(own.db);
  const create = async (name: string) => (await createTag(own.db, { projectId, id: newId('tag'), name }))!.id;
  const names = async () => (await listTags(own.db, projectId)).map(({ name }) => name);
  return { projectId, create, names };
}

const counts = async (projectId: ProjectId) =>
  (await countTagged(own.db, projectId)).map(({ count }) => count);

it('a name is one tag, however its letters are written', async () => {
  const { create, names } = await begin();
  const late = await create('Late');
  expect(await create('LATE')).toBe(late);
  expect(await names()).toEqual(['Late']);
});

it('two who make the same tag in the same moment have one', async () => {
  const { projectId, names } = await begin();
  const make = () => createTag(own.db, { projectId, id: newId('tag'), name: 'Refund' });
  const made = await Promise.all([make(), make(), make()]);
  expect(new Set(made.map((each) => each?.id)).size).toBe(1);
  expect(await names()).toEqual(['Refund']);
});

it('a merged tag counts with its target, and its name is free again', async () => {
  const { projectId, create, names } = await begin();
  const [late, slow] = [await create('Late'), await create('Slow')];
  await anotherConversation(own.db, { projectId, tags: [late] });
  await anotherConversation(own.db, { projectId, tags: [slow, late] });
  await anotherConversation(own.db, { projectId, tags: [slow, newId('tag')] });
  expect(await counts(projectId)).toEqual([2, 2]);
  expect(await mergeTags(own.db, { projectId, id: late, into: slow })).toEqual({
    name: 'Late',
    into: 'Slow',
  });
  expect(await names()).toEqual(['Slow']);
  expect(await counts(projectId)).toEqual([3]);
  expect(await nameOfTag(own.db, { projectId, id: late })).toBeNull();
  expect(await create('Late')).not.toBe(late);
});

it('what was merged into a tag goes on with it when that one is merged', async () => {
  const { projectId, create } = await begin();
  const [one, two, three] = [await create('One'), await create('Two'), await create('Three')];
  await mergeTags(own.db, { projectId, id: one, into: two });
  await mergeTags(own.db, { projectId, id: two, into: three });
  expect((await listTags(own.db, projectId)).map(({ id, merged }) => [id, merged.toSorted()])).toEqual([
    [three, [one, two].toSorted()],
  ]);
});

it('a tag takes no name that another one has, and is no more once it is deleted', async () => {
  const { projectId, create, names } = await begin();
  const [late, slow] = [await create('Late'), await create('Slow')];
  expect(await saveTag(own.db, { projectId, id: late, name: 'slow', hue: 2 })).toBe('taken');
  expect(await saveTag(own.db, { projectId, id: late, name: 'late', hue: 2 })).toMatchObject({
    name: 'Late',
  });
  expect(await removeTag(own.db, { projectId, id: slow })).toBe('Slow');
  expect(await names()).toEqual(['late']);
});

it('another project’s tags can be neither seen, changed, merged nor deleted', async () => {
  const [mine, theirs] = [await begin(), await begin()];
  const id = await theirs.create('Theirs');
  const { projectId } = mine;
  const into = await mine.create('Mine');
  expect(await nameOfTag(own.db, { projectId, id })).toBeNull();
  expect(await saveTag(own.db, { projectId, id, name: 'Taken', hue: 1 })).toBeNull();
  expect(await mergeTags(own.db, { projectId, id, into })).toBeNull();
  expect(await mergeTags(own.db, { projectId, id: into, into: id })).toBeNull();
  expect(await removeTag(own.db, { projectId, id })).toBeNull();
  expect(await createTag(own.db, { projectId, id, name: 'New' })).toBeNull();
  expect(await own.db.select().from(tags).where(eq(tags.id, id))).toMatchObject([{ name: 'Theirs' }]);
  expect(await own.db.$count(conversations, eq(conversations.projectId, projectId))).toBe(1);
});
