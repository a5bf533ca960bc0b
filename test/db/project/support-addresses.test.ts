import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { createProject } from '../../../db/project/new-project.ts';
import { findProject, listProjects } from '../../../db/project/projects.ts';
import {
  furtherAddresses,
  listSupportAddresses,
  saveFurtherAddresses,
} from '../../../db/project/support-addresses.ts';
import { agents, projects } from '../../../db/schema/schema.ts';
import { newId, type AgentId, type ProjectId } from '../../../domain/ids.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

async function owner(): Promise<AgentId> {
  const id: AgentId = newId('agt');
  await own.db.insert(agents).values({ id, name: 'Ana', email: `${id}@acme.example` });
  return id;
}

async function project(name: string, ownerId: AgentId): Promise<ProjectId> {
  const id = newId('prj');
  await own.db.transaction((tx) => createProject(tx, { id, name, ownerId, domain: 'in.example' }));
  return id;
}

const save = (projectId: ProjectId, first: string, further?: string[]) =>
  own.db.transaction((tx) => saveFurtherAddresses(tx, { projectId, first, further }));

it('a new project has a key, an address and an owner of its own, also when it is asked for twice', async () => {
  const ana = await owner();
  const one = await project('Moth', ana);
  const other = await project('Moth', ana);
  const again = { id: one, name: 'Moth', ownerId: ana, domain: 'in.example' };
  await own.db.transaction((tx) => createProject(tx, again));
  expect(await listProjects(own.db, ana)).toEqual(
    [one, other].map((id) => ({ id, name: 'Moth', role: 'owner', archived: false })),
  );
  const [first, second] = [await findProject(own.db, one), await findProject(own.db, other)];
  expect(first?.supportAddress).toBe('support-moth@in.example');
  expect(second?.supportAddress).toBe('support-moth-2@in.example');
  expect(first?.widgetKey).not.toBe(second?.widgetKey);
  const stranger = { ...again, ownerId: await owner() };
  await expect(own.db.transaction((tx) => createProject(tx, stranger))).rejects.toThrow(
    'There is a project with this id',
  );
});

it('an address belongs to one project alone, whichever of its addresses it is', async () => {
  const ana = await owner();
  const [one, other] = [await project('Lamp', ana), await project('Loom', ana)];
  await save(one, 'support-lamp@in.example', [
    'help@lamp.example',
    'help@lamp.example',
    'sales@lamp.example',
  ]);
  expect(await furtherAddresses(own.db, one)).toEqual(['help@lamp.example', 'sales@lamp.example']);
  await expect(save(other, 'a@loom.example', ['sales@lamp.example'])).rejects.toThrow(
    'sales@lamp.example belongs to another project',
  );
  await expect(save(other, 'sales@lamp.example')).rejects.toThrow('belongs to another project');
  await expect(save(other, 'a@loom.example', ['support-lamp@in.example'])).rejects.toThrow('belongs to');
  expect(await furtherAddresses(own.db, other)).toEqual([]);
});

it('the addresses of a project are listed with the one that mail leaves from first, and stay where nothing is said of them', async () => {
  const id = await project('Shade', await owner());
  await save(id, 'support-shade@in.example', ['b@shade.example', 'a@shade.example']);
  await save(id, 'support-shade@in.example');
  const all = await listSupportAddresses(own.db);
  expect(all.find((each) => each.id === id)?.addresses).toEqual([
    'support-shade@in.example',
    'b@shade.example',
    'a@shade.example',
  ]);
  await save(id, 'a@shade.example', ['support-shade@in.example', 'a@shade.example']);
  expect(await furtherAddresses(own.db, id)).toEqual(['support-shade@in.example']);
});

it('archived projects come last, whatever their age', async () => {
  const ana = await owner();
  const [old, young] = [await project('Old', ana), await project('Young', ana)];
  await own.db.update(projects).set({ archivedAt: new Date() }).where(eq(projects.id, old));
  expect(await listProjects(own.db, ana)).toMatchObject([
    { id: young, archived: false },
    { id: old, archived: true },
  ]);
});
