import type { Database } from '../../db/connection/database.ts';
import { finishErasure, unfinishedErasures, type Erasure } from '../../db/erasing/erasures.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Forgetting } from '../../rpc/forget-runs.ts';
import type { GatewayOf } from '../gateway/gateway.ts';
import { forgetConversation, forgetPast } from './forget-workflow.ts';

export interface ErasingDependencies extends Forgetting {
  db: Database;
  erasing: GatewayOf<'erasure'>;
}

/** A message that was on its way when its conversation was erased may have started it again: it ends by itself within this time. */
const SETTLED_AFTER_MS = 10_000;

/**
 * Makes Temporal forget what was erased; what fails holds up nothing else.
 * @returns how many conversations it still remembers something of. @throws what failed for more than a moment
 */
export async function finishErasures(deps: ErasingDependencies): Promise<number> {
  let left = 0;
  const failures: unknown[] = [];
  for (const erasure of await unfinishedErasures(deps.db)) {
    try {
      if (await finish(deps, erasure)) continue;
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'try_again')) failures.push(error);
    }
    left += 1;
  }
  if (failures.length > 0) throw failures[0];
  return left;
}

async function finish(deps: ErasingDependencies, erasure: Erasure): Promise<boolean> {
  if (!(await forget(deps, erasure)) || !isSettled(erasure)) return false;
  await finishErasure(deps.db, erasure.conversationId);
  return true;
}

function forget(deps: ErasingDependencies, { conversationId, kind, createdAt }: Erasure): Promise<boolean> {
  return kind === 'gone'
    ? forgetConversation(deps, conversationId)
    : forgetPast(deps, conversationId, createdAt);
}

const isSettled = ({ createdAt }: Erasure) => Date.now() - createdAt.getTime() > SETTLED_AFTER_MS;
