import { recordAct } from '../../db/project/audit.ts';
import { saveSettings } from '../../db/project/projects.ts';
import { SHELL } from './shell-actor.ts';
import type { AdminDependencies } from './verb.ts';
import { readName } from './read-name.ts';
import { whichProject } from './which-project.ts';

/** The log calls it what the settings' page would: a setting that changed. */
export async function renameProject(deps: AdminDependencies, words: string[]): Promise<boolean> {
  const [named, wanted, ...more] = words;
  if (named === undefined || wanted === undefined || more.length > 0) {
    deps.say(
      'npm run admin -- project rename NAME_OR_ID NEW_NAME, with quotes around a name of several words.',
    );
    return false;
  }
  const project = await whichProject(deps, named, { how: 'by its id' });
  const name = project && (await readName(deps, wanted));
  if (!project || !name) return false;
  await deps.db.transaction(async (tx) => {
    const changes = await saveSettings(tx, project.id, { name });
    const done = { act: 'settings_changed', changes } as const;
    if (changes) await recordAct(tx, { projectId: project.id, actor: SHELL, done });
  });
  deps.say(`${project.id}  ${project.name} is ${name} now. Its addresses and its key are the same.`);
  return true;
}
