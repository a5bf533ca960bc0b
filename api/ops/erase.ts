import { setTimeout as sleep } from 'node:timers/promises';
import { eraseConversations } from '../../db/erasing/erase-conversations.ts';
import { erasePerson } from '../../db/erasing/erase-person.ts';
import { listAllProjects } from '../../db/project/projects.ts';
import { findProjectOf } from '../../db/erasing/project-of.ts';
import { conversationIdSchema, emailAddress } from '../../domain/contract/schemas.ts';
import { erasedInWords, NOTHING_ERASED, sumOfErased, type Erased } from '../../domain/project/erasure.ts';
import { finishErasures } from '../erasing/finish-erasures.ts';
import type { OpsDependencies, Verb } from './verb.ts';

/** Temporal deletes a run that has just ended some 35 s later. */
const FORGOTTEN_WITHIN_MS = 120_000;
const PAUSE_MS = 1_000;

export const erase: Verb = {
  takes: 'CONVERSATION_OR_EMAIL',
  does: 'deletes a conversation, or a customer with everything of theirs, for good',
  run: async (deps, argument) => {
    const erased = await eraseNamed(deps, argument);
    if (!erased) {
      deps.say(`There is no conversation and no email address “${argument}”.`);
      return false;
    }
    deps.say(`Erased: ${erasedInWords(erased)}.`);
    const forgotten = await untilForgotten(deps);
    deps.say(
      forgotten
        ? 'Temporal has forgotten it too. Copies at the mail provider and in backups stay there.'
        : 'Temporal has not forgotten all of it yet; the api goes on with that by itself.',
    );
    return true;
  },
};

async function eraseNamed({ db }: OpsDependencies, argument: string): Promise<Erased | null> {
  const id = conversationIdSchema.safeParse(argument).data;
  if (id) {
    const projectId = await findProjectOf(db, id);
    return (
      projectId && db.transaction((tx) => eraseConversations(tx, { projectId, ids: [id], askedBy: null }))
    );
  }
  const email = emailAddress.safeParse(argument).data;
  if (!email) return null;
  const all: Erased[] = [NOTHING_ERASED];
  for (const { id: projectId } of await listAllProjects(db)) {
    all.push(await db.transaction((tx) => erasePerson(tx, { projectId, email, askedBy: null })));
  }
  return sumOfErased(all);
}

async function untilForgotten(deps: OpsDependencies): Promise<boolean> {
  const deadline = Date.now() + FORGOTTEN_WITHIN_MS;
  while ((await finishErasures(deps)) > 0) {
    if (Date.now() > deadline) return false;
    await sleep(PAUSE_MS);
  }
  return true;
}
