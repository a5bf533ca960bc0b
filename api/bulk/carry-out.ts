import { isUnavailable } from '../../db/connection/unavailable.ts';
import type { BulkAct, Through } from '../../db/bulk/bulk-acts.ts';
import { findAct, finishBulk, keepBulk } from '../../db/bulk/carry-bulk.ts';
import { findRole } from '../../db/project/projects.ts';
import type { BulkItem, BulkRefusal, Given } from '../../domain/bulk/bulk.ts';
import { undoOf } from '../../domain/bulk/undo-of.ts';
import { may } from '../../domain/contract/permissions.ts';
import { Refusal, type RefusalCode } from '../../domain/errors.ts';
import { giveCommand, type CommandContext } from './give-command.ts';
import { commandId } from './command-id.ts';

export type BulkDependencies = Pick<CommandContext, 'db' | 'gateway' | 'config'>;

/** Conversations that are asked at a time: each may have to be woken, and agents' own commands come between. */
const AT_A_TIME = 8;

/**
 * Gives an act's command to each of its conversations, from where the last process stopped. What it does not know to be through it
 * gives again: conversations know a command by its id. @throws whatever keeps it from going on now, such as a worker that is away
 */
export async function carryOut(
  deps: BulkDependencies,
  act: BulkAct,
  isStopping: () => boolean,
): Promise<'through' | 'stopping'> {
  const undone = act.undoes ? await findAct(deps.db, act.undoes) : null;
  let { done, refused }: Through = act;
  let stopped = act.stopped;
  while (done < act.items.length && !stopped) {
    if (isStopping()) return 'stopping';
    const items = act.items.slice(done, done + AT_A_TIME);
    const outcomes = await Promise.all(
      items.map((item, at) => giveAll(deps, act, item, commandsFor(item, done + at))),
    );
    refused = [...refused, ...outcomes.flatMap((outcome) => outcome ?? [])];
    done += items.length;
    stopped = await keepBulk(deps.db, act, { done, refused });
  }
  await finishBulk(deps.db, act);
  return 'through';

  function commandsFor(item: BulkItem, at: number): Given[] {
    if (!act.undoes) return [act.given];
    const wasDone = undone && at < undone.done;
    const wasRefused = undone?.refused.some(({ conversationId }) => conversationId === item.conversationId);
    return wasDone && !wasRefused ? undoOf(act.given, item.before) : [];
  }
}

async function giveAll(
  deps: BulkDependencies,
  act: BulkAct,
  { conversationId }: BulkItem,
  commands: Given[],
): Promise<BulkRefusal | null> {
  const { projectId, agentId } = act;
  const ctx = { ...deps, projectId, conversationId, agent: { id: agentId } };
  for (const given of commands) {
    const code = await whyRefused(async () => {
      // Whoever gave it may have left, or have another role by now.
      const role = await findRole(deps.db, { projectId, agentId });
      if (!role || !may(role, `conversations.${given.name}`)) throw new Refusal('not_allowed');
      const id = commandId(act.id, conversationId, given);
      await giveCommand(given.name, ctx, { ...given.input, id });
    });
    if (code) return { conversationId, code };
  }
  return null;
}

async function whyRefused(give: () => Promise<void>): Promise<RefusalCode | null> {
  try {
    await give();
    return null;
  } catch (error) {
    if (isUnavailable(error) || (error instanceof Refusal && error.code === 'try_again')) throw error;
    return error instanceof Refusal ? error.code : 'internal';
  }
}
