import { expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import { Projects, type ProjectRow } from '../../../web/app/projects.svelte.ts';

it('keeps a number that the stream said while the projects were read', async () => {
  const row = { id: newId('prj'), name: 'Acme' } as ProjectRow;
  const answers: ((rows: ProjectRow[]) => void)[] = [];
  const query = () => new Promise<ProjectRow[]>((resolve) => answers.push(resolve));
  const deps = { client: { projects: { list: { query } } }, me: { projects: [row] } };
  const projects = new Projects(deps as unknown as ConstructorParameters<typeof Projects>[0]);

  const reading = projects.load();
  projects.take([{ id: row.id, unread: 3 }]);
  answers[0]?.([{ ...row, unread: 2 }]);
  await reading;
  expect(projects.rows).toEqual([{ ...row, unread: 3 }]);

  const again = projects.load();
  answers[1]?.([{ ...row, unread: 4 }]);
  await again;
  expect(projects.rows).toEqual([{ ...row, unread: 4 }]);
});
