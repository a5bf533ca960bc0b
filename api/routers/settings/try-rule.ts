import type { Queryable } from '../../../db/connection/database.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import type { Rule } from '../../../domain/rules/rule.ts';
import type { Trial } from '../../../domain/rules/tried.ts';

type Tried = Pick<Rule, 'id' | 'name' | 'when' | 'conditions' | 'acts'> & { projectId: ProjectId };

export function tryRule(_db: Queryable, _rule: Tried): Promise<Trial> {
  return Promise.resolve({ looked: 0, matched: 0, runs: 0, conversations: [], meets: [] });
}
