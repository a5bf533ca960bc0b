import { findRole } from '../../../db/project/projects.ts';
import { findSavedReply } from '../../../db/saved-replies/saved-replies.ts';
import { listTags } from '../../../db/triage/tags.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import type { Rule, RuleAct } from '../../../domain/rules/rule.ts';
import { unfilledIn } from '../../../domain/saved-replies/variables.ts';
import type { PostOutside } from '../../../post-outside.ts';
import type { Queryable } from '../../../db/connection/database.ts';

interface Place {
  db: Queryable;
  projectId: ProjectId;
  outside: PostOutside;
}

/** Why a rule could not do what it says, in a sentence; null: it could. */
export async function problemWithRule(
  place: Place,
  { conditions, acts }: Pick<Rule, 'conditions' | 'acts'>,
): Promise<string | null> {
  const tagIds = [
    ...conditions.flatMap((each) => (each.kind === 'tag' ? each.anyOf : [])),
    ...acts.flatMap((act) => (act.does === 'addTags' ? act.tagIds : [])),
  ];
  return (
    (tagIds.length > 0 && (await problemWithTags(place, tagIds))) ||
    (await problemWithPeople(place, acts)) ||
    (await problemWithReply(place, acts)) ||
    problemWithWebhook(place, acts)
  );
}

async function problemWithTags({ db, projectId }: Place, ids: string[]): Promise<string | null> {
  const known = new Set<string>((await listTags(db, projectId)).flatMap(({ id, merged }) => [id, ...merged]));
  return ids.every((id) => known.has(id)) ? null : 'One of its tags is not there any more. Choose another.';
}

async function problemWithPeople({ db, projectId }: Place, acts: RuleAct[]): Promise<string | null> {
  const ids = acts.flatMap((act) =>
    act.does === 'assign' ? [act.assignee] : act.does === 'roundRobin' ? act.agents : [],
  );
  const roles = await Promise.all(ids.map((agentId) => findRole(db, { projectId, agentId })));
  return roles.every(Boolean) ? null : 'Somebody it names is not on the team of this project.';
}

/** One's own saved replies are nobody else's business, and gone with their owner. */
async function problemWithReply({ db, projectId }: Place, acts: RuleAct[]): Promise<string | null> {
  const act = acts.find(({ does }) => does === 'sendSavedReply');
  if (act?.does !== 'sendSavedReply') return null;
  const reply = await findSavedReply(db, { id: act.savedReplyId, projectId });
  if (!reply || reply.owner) return 'Choose one of the team’s saved replies.';
  return namesWriter(reply.text)
    ? 'That saved reply names its writer, and a rule is nobody. Choose another.'
    : null;
}

const namesWriter = (text: string) => unfilledIn(text).some((written) => written.includes('agent.name'));

function problemWithWebhook({ outside }: Place, acts: RuleAct[]): string | null {
  const url = acts.find((act) => act.does === 'callWebhook')?.url;
  return url ? outside.problemWith(url) : null;
}
