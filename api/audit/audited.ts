import { recordAct } from '../../db/project/audit.ts';
import type { Queryable } from '../../db/connection/database.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { AuditedAct } from '../../domain/project/audit.ts';
import type { Context, SignedIn } from '../rpc/context.ts';

type Place = Pick<Context, 'db' | 'address'> & { projectId: ProjectId; agent: SignedIn };

/**
 * Does what changes a project and writes down who did it: both, or neither.
 * @param work says what it has done; null: nothing was to be changed.
 */
export function audited<Result>(
  ctx: Place,
  work: (tx: Queryable) => Promise<{ done: AuditedAct | null; result: Result }>,
): Promise<Result> {
  const { projectId, agent, address } = ctx;
  return ctx.db.transaction(async (tx) => {
    const { done, result } = await work(tx);
    const actor = { agentId: agent.id, name: agent.name, network: address };
    if (done) await recordAct(tx, { projectId, actor, done });
    return result;
  });
}
