import type { Client } from '@temporalio/client';
import type { Database } from '../../db/connection/database.ts';
import { finishErasure, unfinishedErasures, type Erasure } from '../../db/erasing/erasures.ts';
import type { GatewayOf } from '../gateway/gateway.ts';
import { forgetConversation, forgetPast } from './forget-workflow.ts';

export interface ErasingDependencies {
  db: Database;
  client: Client;
  erasing: GatewayOf<'erasure'>;
}

/** A message that was on its way when its conversation was erased may have started it again: it ends by itself within this time. */
const SETTLED_AFTER_MS = 10_000;

/** Makes Temporal forget what was erased. @returns how many conversations it still remembers something of. */
export async function finishErasures(deps: ErasingDependencies): Promise<number> {
  let left = 0;
  for (const erasure of await unfinishedErasures(deps.db)) {
    const forgotten = await forget(deps, erasure);
    if (forgotten && isSettled(erasure)) await finishErasure(deps.db, erasure.conversationId);
    else left += 1;
  }
  return left;
}

function forget(deps: ErasingDependencies, { conversationId, kind, createdAt }: Erasure): Promise<boolean> {
  return kind === 'gone'
    ? forgetConversation(deps.client, conversationId)
    : forgetPast(deps, conversationId, createdAt);
}

const isSettled = ({ createdAt }: Erasure) => Date.now() - createdAt.getTime() > SETTLED_AFTER_MS;
