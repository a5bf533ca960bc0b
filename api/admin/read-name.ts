import { listAllProjects } from '../../db/project/projects.ts';
import { projectName } from '../rpc/project-name.ts';
import type { AdminDependencies } from './verb.ts';

/** A name that a project may have and no other has, since the shell calls projects by it. Null: that has been said. */
export async function readName({ db, say }: AdminDependencies, words: string): Promise<string | null> {
  const { data: name, error } = projectName.safeParse(words);
  if (name === undefined) {
    say(error?.issues[0]?.message ?? 'Give the project a name.');
    return null;
  }
  const same = (await listAllProjects(db)).find((each) => each.name === name);
  if (!same) return name;
  say(`There is a project “${name}” already: ${same.id}. Choose another name.`);
  return null;
}
