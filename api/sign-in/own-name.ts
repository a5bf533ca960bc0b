import { APIError, getSessionFromCtx } from 'better-auth/api';
import { z } from 'zod';
import type { Database } from '../../db/connection/database.ts';
import { renameAgent } from '../../db/project/team/rename-agent.ts';
import type { AgentId } from '../../domain/ids.ts';
import { addressOf, type HookContext } from './hook-context.ts';
import { personName } from './person-name.ts';

/** All that agents may change of themselves by this road. */
const ownName = z.strictObject({ name: personName });

/** In the place of the library's own way, which tells nobody. */
export async function takeName(db: Database, ctx: HookContext) {
  const parsed = ownName.safeParse(ctx.body);
  if (!parsed.success)
    throw new APIError('BAD_REQUEST', { code: 'BAD_INPUT', message: parsed.error.issues[0]?.message ?? '' });
  const session = await getSessionFromCtx(ctx);
  if (!session) return;
  const agentId = session.user.id as AgentId;
  await renameAgent(db, { agentId, name: parsed.data.name, network: addressOf(ctx) });
  return ctx.json({ status: true });
}
