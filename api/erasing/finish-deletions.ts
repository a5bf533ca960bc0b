import type { Logger } from 'pino';
import type { Database } from '../../db/connection/database.ts';
import {
  countUnforgotten,
  dropProject,
  emptyTables,
  listDeleting,
  someConversations,
} from '../../db/erasing/empty-project.ts';
import { eraseConversations } from '../../db/erasing/erase-conversations.ts';
import type { ProjectId } from '../../domain/ids.ts';
import { SEARCH_ATTRIBUTES } from '../../domain/search-attributes.ts';
import type { Forgetting } from '../../rpc/forget-runs.ts';
import { forgetWorkflow } from './forget-workflow.ts';

interface DeletionDependencies extends Forgetting {
  db: Database;
  log: Logger;
}

/** Erased in one transaction: few enough that nobody waits for their locks. */
const AT_ONCE = 50;
/** Histories of one project that wait to be forgotten: an erasure that somebody asked for meanwhile is still among the next. */
const MOST_WAITING = 500;

/**
 * Carries the deletion of projects on: conversations with their histories first, then whatever else names the project, then its
 * row, which alone remembers that this is going on. Stopped anywhere, the next round begins there. @returns how many are left.
 */
export async function finishDeletions(deps: DeletionDependencies): Promise<number> {
  let left = 0;
  for (const projectId of await listDeleting(deps.db)) {
    if (await finishDeletion(deps, projectId))
      deps.log.info({ event: { kind: 'project_deleted', projectId } }, 'project');
    else left += 1;
  }
  return left;
}

async function finishDeletion(deps: DeletionDependencies, projectId: ProjectId): Promise<boolean> {
  const { db } = deps;
  if (!(await eraseAll(db, projectId))) return false;
  if ((await countUnforgotten(db, projectId)) > 0) return false;
  if (!(await forgetStrays(deps, projectId))) return false;
  await emptyTables(db, projectId);
  return dropProject(db, projectId);
}

/** @returns whether no conversation is left; the rest waits until Temporal has forgotten these. */
async function eraseAll(db: Database, projectId: ProjectId): Promise<boolean> {
  while ((await countUnforgotten(db, projectId)) < MOST_WAITING) {
    const ids = await someConversations(db, { projectId, limit: AT_ONCE });
    if (ids.length === 0) return true;
    await db.transaction((tx) => eraseConversations(tx, { projectId, ids, askedBy: null }));
  }
  return false;
}

/** Workflows that no row led to, such as one that a message in flight began again. @returns whether there was none. */
async function forgetStrays(forgetting: Forgetting, projectId: ProjectId): Promise<boolean> {
  const query = `${SEARCH_ATTRIBUTES.project} = '${projectId}'`;
  let none = true;
  for await (const { workflowId } of forgetting.client.workflow.list({ query })) {
    none = false;
    await forgetWorkflow(forgetting, workflowId);
  }
  return none;
}
