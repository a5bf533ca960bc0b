import type { Client } from '@temporalio/client';
import { sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';

export interface Readiness {
  ready: boolean;
  postgres: boolean;
  temporal: boolean;
}

/** A dependency that needs longer is not one to send traffic to. */
const PATIENCE_MS = 1_500;

export async function checkReadiness(deps: { db: Database; client: Client }): Promise<Readiness> {
  const [postgres, temporal] = await Promise.all([
    answers(deps.db.execute(sql`select 1`)),
    answers(
      deps.client.withDeadline(Date.now() + PATIENCE_MS, () => deps.client.workflowService.getSystemInfo({})),
    ),
  ]);
  return { ready: postgres && temporal, postgres, temporal };
}

async function answers(asked: PromiseLike<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const answered = Promise.resolve(asked).then(
    () => true,
    () => false,
  );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
