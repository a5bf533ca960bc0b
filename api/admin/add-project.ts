import { findAccount } from '../../db/project/accounts.ts';
import { recordAct } from '../../db/project/audit.ts';
import { createProject } from '../../db/project/new-project.ts';
import { findProject } from '../../db/project/projects.ts';
import { emailAddress } from '../../domain/contract/schemas.ts';
import { newId } from '../../domain/ids.ts';
import { inboundDomain } from '../../domain/mail/address/reply-address.ts';
import { makeLink } from './make-link.ts';
import { SHELL } from './shell-actor.ts';
import type { AdminDependencies, Said } from './verb.ts';
import { readName } from './read-name.ts';

/** Whoever has no account yet becomes its owner by a link, which is printed. */
export async function addProject(
  deps: AdminDependencies,
  words: string[],
  { owner = '' }: Pick<Said, 'owner'>,
): Promise<boolean> {
  const { db, config, say } = deps;
  const name = await readName(deps, words.join(' '));
  if (!name) return false;
  const email = emailAddress.safeParse(owner).data;
  if (!email) {
    say(owner ? `“${owner}” is no email address.` : 'Say who owns it with --owner EMAIL.');
    return false;
  }
  const account = await findAccount(db, email);
  const id = newId('prj');
  const domain = inboundDomain(config.mail) || 'localhost';
  await db.transaction(async (tx) => {
    await createProject(tx, { id, name, ownerId: account?.id ?? null, domain });
    const done = { act: 'project_added', about: name } as const;
    await recordAct(tx, { projectId: id, actor: SHELL, done });
  });
  const project = await findProject(db, id);
  if (!project) return false;
  say(`${id}  ${name}  takes mail at ${project.supportAddress}, the widget’s key is ${project.widgetKey}`);
  if (account) say(`${account.name} owns it: it is in the switch of their inbox.`);
  return account ? true : makeLink(deps, { email, role: 'owner', project });
}
