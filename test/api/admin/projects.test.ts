import { afterAll, beforeAll, expect, it } from 'vitest';
import { project } from '../../../api/admin/project.ts';
import { listActs } from '../../../db/project/audit.ts';
import { listAllProjects } from '../../../db/project/projects.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import { signIn } from '../../support/people/agent-client.ts';
import { tokenIn } from '../../support/people/invited.ts';
import { ADMIN, type Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import { runAdmin } from './run-admin.ts';

let product: Product;
beforeAll(async () => (product = await startProduct({ worker: false })));
afterAll(() => product?.[Symbol.asyncDispose]());

const run = (line: string[], owner?: string) => runAdmin(product, project, { words: line, owner });
const named = async (name: string) =>
  (await listAllProjects(product.database.db)).find((each) => each.name === name);
const logOf = async (projectId: ProjectId) =>
  (await listActs(product.database.db, { projectId, before: null, most: 9 })).map(
    ({ act, about, changes, by }) => ({ act, about, changes, by }),
  );

it('a project is added for whoever has an account, who finds it in their inbox, and the log says who added it', async () => {
  const { well, lines } = await run(['create', 'Lantern', '&', 'Loom'], ADMIN.email.toUpperCase());
  const made = await named('Lantern & Loom');
  expect(well).toBe(true);
  expect(lines[0]).toContain(`${made?.id}  Lantern & Loom  takes mail at support-lantern-loom@`);
  expect(lines[0]).toContain(made?.widgetKey);
  expect(await logOf(made!.id)).toEqual([
    { act: 'project_added', about: 'Lantern & Loom', changes: null, by: 'The server’s shell' },
  ]);
  const { projects } = await (await signIn(product)).me.query();
  expect(projects).toContainEqual(expect.objectContaining({ id: made?.id, role: 'owner' }));
});

it('for an address without an account it is owned by whoever opens the printed link', async () => {
  const { well, lines } = await run(['create', 'Moth'], 'zoe@example.com');
  expect(well).toBe(true);
  const get = encodeURIComponent(JSON.stringify({ token: tokenIn(lines.join('\n')) }));
  expect(await (await fetch(`${product.url}/trpc/invitation.get?input=${get}`)).json()).toMatchObject({
    result: { data: { email: 'zoe@example.com', role: 'owner', projectName: 'Moth' } },
  });
  expect((await run(['list'])).lines.join('\n')).toContain('Moth  0 on the team, no owner');
});

it('is renamed by its name or its id, and keeps its key, its address and what is said of it in the log', async () => {
  const before = (await named('Moth'))!;
  expect((await run(['rename', 'Moth', 'Night Moth'])).well).toBe(true);
  expect((await run(['rename', before.id, 'Day Moth'])).well).toBe(true);
  const { widgetKey, supportAddress } = before;
  expect(await named('Day Moth')).toMatchObject({ id: before.id, widgetKey, supportAddress });
  const changes = { name: { from: 'Night Moth', to: 'Day Moth' } };
  expect((await logOf(before.id))[0]).toEqual({
    ...{ act: 'settings_changed', about: null, changes, by: 'The server’s shell' },
  });
});

it.each([
  ['no such act', ['explode'], undefined, 'npm run admin -- project create NAME --owner EMAIL'],
  ['no name', ['create'], ADMIN.email, 'Give the project a name.'],
  ['a name of several lines', ['create', 'A\nB'], ADMIN.email, 'one line'],
  ['nobody to own it', ['create', 'Wasp'], undefined, '--owner EMAIL'],
  ['an owner who is no address', ['create', 'Wasp'], 'ana', '“ana” is no email address.'],
  ['a name that is taken', ['create', 'Acme'], ADMIN.email, 'There is a project “Acme” already'],
  [
    'a new name that is taken',
    ['rename', 'Day Moth', 'Acme'],
    undefined,
    'There is a project “Acme” already',
  ],
  ['a project that is not there', ['rename', 'Wasp', 'Bee'], undefined, 'There is no project “Wasp”, only'],
  ['a name without quotes', ['rename', 'Acme', 'Night', 'Moth'], undefined, 'with quotes'],
])('refuses %s in words, and changes nothing', async (_, words, owner, said) => {
  const before = await listAllProjects(product.database.db);
  const { well, lines } = await run(words, owner);
  expect(well).toBe(false);
  expect(lines.join('\n')).toContain(said);
  expect(await listAllProjects(product.database.db)).toEqual(before);
});
