import type { Queryable } from '../../../db/connection/database.ts';
import { listPast, type PastConversation } from '../../../db/rules/list-past.ts';
import { listRules } from '../../../db/rules/rules.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import { meetings } from '../../../domain/rules/meetings.ts';
import { runsIn } from '../../../domain/rules/past.ts';
import { TRIED_ON, type Rule } from '../../../domain/rules/rule.ts';
import type { Trial, TriedOn } from '../../../domain/rules/tried.ts';

type Tried = Pick<Rule, 'id' | 'name' | 'when' | 'conditions' | 'acts'> & { projectId: ProjectId };

/** In which past conversations a rule would have run, and which other rules it meets. Only reads. */
export async function tryRule(db: Queryable, { projectId, ...rule }: Tried): Promise<Trial> {
  const now = new Date().toISOString();
  const past = await listPast(db, { projectId, limit: TRIED_ON, now });
  const tried = past.flatMap((one) => triedOn(one, rule) ?? []);
  return {
    looked: past.length,
    matched: tried.length,
    runs: tried.reduce((sum, { times }) => sum + times, 0),
    conversations: tried,
    meets: meetings(rule, await listRules(db, projectId)),
  };
}

function triedOn({ past, ...one }: PastConversation, rule: Omit<Tried, 'projectId'>): TriedOn | null {
  const runs = runsIn(past, rule);
  const [at] = runs;
  if (!at) return null;
  const acts = rule.acts.map(({ does }) => does);
  return { ...one, at, times: runs.length, conditions: rule.conditions, acts };
}
