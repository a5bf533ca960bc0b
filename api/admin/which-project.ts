import { listAllProjects, type Project } from '../../db/project/projects.ts';
import type { AdminDependencies } from './verb.ts';

/** The project that is named, or the only one there is. Null: that has been said. */
export async function whichProject(
  { db, say }: Pick<AdminDependencies, 'db' | 'say'>,
  named: string | undefined,
  { among, how = 'with --project ID' }: { among?: Project[]; how?: string } = {},
): Promise<Project | null> {
  const all = among ?? (await listAllProjects(db));
  const found = named === undefined ? all : all.filter(({ id, name }) => id === named || name === named);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const list = all.map(({ id, name }) => `${id} (${name})`).join(', ');
  if (!only) say(`There is no project “${named ?? ''}”${all.length > 0 ? `, only ${list}` : ''}.`);
  else say(`Say which project ${how}: ${list}.`);
  return null;
}
