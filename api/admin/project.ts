import type { AdminDependencies, AdminVerb, Said } from './verb.ts';
import { addProject } from './add-project.ts';
import { printProjects } from './list-projects.ts';
import { renameProject } from './rename-project.ts';

interface Act {
  takes: string;
  run(deps: AdminDependencies, words: string[], said: Said): Promise<boolean>;
}

/** What can be done to a project: the first word behind the verb. */
const acts: Record<string, Act> = {
  list: { takes: '', run: printProjects },
  create: { takes: 'NAME --owner EMAIL', run: addProject },
  rename: { takes: 'NAME_OR_ID NEW_NAME', run: renameProject },
};

export const project: AdminVerb = {
  takes: `list | ${usage('create')} | ${usage('rename')}`,
  does: 'lists the projects, each with its owners; adds one; gives one another name',
  run: async (deps, said) => {
    const [what = '', ...words] = said.words;
    const act = Object.hasOwn(acts, what) ? acts[what] : undefined;
    if (act) return act.run(deps, words, said);
    for (const each of Object.keys(acts)) deps.say(`npm run admin -- project ${usage(each)}`.trim());
    return false;
  },
};

function usage(act: string): string {
  return `${act} ${acts[act]?.takes ?? ''}`.trim();
}
