import type { Database, Queryable } from '../../db/connection/database.ts';
import { findRole } from '../../db/project/projects.ts';
import type { Evidence } from '../../db/rules/read-evidence.ts';
import { takeTurn } from '../../db/rules/take-turn.ts';
import { findSavedReply } from '../../db/saved-replies/saved-replies.ts';
import type { ConversationId, ProjectId } from '../../domain/ids.ts';
import type { PlannedAct } from '../../domain/rule-event.ts';
import type { Rule, RuleAct } from '../../domain/rules/rule.ts';
import { fillVariables, unfilledIn } from '../../domain/saved-replies/variables.ts';
import { tagsOf } from '../../domain/triage/tag.ts';

interface RunPlace {
  db: Database;
  projectId: ProjectId;
  conversationId: ConversationId;
  /** The message, or the silence, that the rules run for. */
  trigger: string;
  evidence: Evidence;
}

/** What a rule's acts come to here and now. */
export async function planRun(place: RunPlace, { rule, acts }: { rule: Rule; acts: RuleAct[] }) {
  const planned = [];
  for (const act of acts) planned.push(...(await planAct(place, act)));
  return { rule: { id: rule.id, name: rule.name }, acts: planned };
}

async function planAct(place: RunPlace, act: RuleAct): Promise<PlannedAct[]> {
  const { db, projectId, evidence } = place;
  switch (act.does) {
    case 'assign': {
      const { assignee: agentId } = act;
      const isMember = await findRole(db, { projectId, agentId });
      return [isMember ? { does: 'assign', agentId } : { does: 'findNobody' }];
    }
    case 'roundRobin':
      return evidence.assignee ? [] : [await planTurn(place, act)];
    case 'addTags': {
      const tags = tagsOf(act.tagIds, evidence.known).map(({ id: tagId, name }) => ({ tagId, name }));
      return tags.length > 0 ? [{ does: 'addTags', tags }] : [];
    }
    case 'setPriority':
      return [act];
    case 'sendSavedReply':
      return [await planReply(db, place, act)];
    case 'callWebhook':
      return [{ does: 'callWebhook' }];
    case 'close':
      return [{ does: 'close' }];
  }
}

async function planTurn(
  { db, projectId, conversationId, trigger }: RunPlace,
  { agents, capacity }: Extract<RuleAct, { does: 'roundRobin' }>,
): Promise<PlannedAct> {
  const turn = { projectId, conversationId, trigger, agents, capacity };
  const agentId = await db.transaction((tx) => takeTurn(tx, turn));
  return agentId ? { does: 'assign', agentId } : { does: 'findNobody' };
}

async function planReply(
  db: Queryable,
  { projectId, evidence }: RunPlace,
  { savedReplyId: id }: Extract<RuleAct, { does: 'sendSavedReply' }>,
): Promise<PlannedAct> {
  const reply = await findSavedReply(db, { id, projectId });
  if (!reply || reply.owner) return { does: 'sayNothing', why: 'Its saved reply is gone.' };
  const text = fillVariables(reply.text, evidence.values);
  const [unknown] = unfilledIn(text);
  return unknown ? { does: 'sayNothing', why: `It does not know ${unknown}.` } : { does: 'say', text };
}
