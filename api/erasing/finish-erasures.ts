import type { Client } from '@temporalio/client';
import type { Database } from '../../db/database.ts';
import { finishErasure, unfinishedErasures, type Erasure } from '../../db/erasing/erasures.ts';
import { forgetPast, forgetWorkflow } from './forget-workflow.ts';

export interface ErasingDependencies {
  db: Database;
  client: Client;
}

/** A message that was on its way when its conversation was erased may have started it again: it ends by itself within this time. */
const SETTLED_AFTER_MS = 10_000;

/** Makes Temporal forget what was erased. @returns how many conversations it still remembers something of. */
export async function finishErasures({ db, client }: ErasingDependencies): Promise<number> {
  let left = 0;
  for (const erasure of await unfinishedErasures(db)) {
    const forgotten = await forget(client, erasure);
    if (forgotten && isSettled(erasure)) await finishErasure(db, erasure.conversationId);
    else left += 1;
  }
  return left;
}

function forget(client: Client, { conversationId, kind, createdAt }: Erasure): Promise<boolean> {
  return kind === 'gone'
    ? forgetWorkflow(client, conversationId)
    : forgetPast(client, conversationId, createdAt);
}

const isSettled = ({ createdAt }: Erasure) => Date.now() - createdAt.getTime() > SETTLED_AFTER_MS;
