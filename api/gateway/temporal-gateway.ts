import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import type { Config } from '../../config.ts';
import { findSnapshot, isUsedElsewhere } from '../../db/conversation/conversations.ts';
import type { Database } from '../../db/connection/database.ts';
import { checkedSignal, checkedUpdate } from '../../domain/contract/checked-input.ts';
import type { Caller } from '../../domain/contract/policy.ts';
import type { ConversationSnapshot } from '../../domain/conversation/state.ts';
import { conversationStart, workflowIdOf } from '../../domain/conversation/conversation-start.ts';
import { Refusal } from '../../domain/errors.ts';
import type { ConversationId } from '../../domain/ids.ts';
import type { conversation as conversationWorkflow } from '../../workflows/conversation.ts';
import { asRefusal, isBetweenRuns } from './gateway-errors.ts';
import type { Gateway, GatewayOf } from './gateway.ts';

/** Past this a caller is better told to try again: a repetition with the same id is free. */
const SIGNAL_DEADLINE_MS = 1_500;
/** An update also waits for a worker, which may have to load a cold conversation first. */
const UPDATE_DEADLINE_MS = 5_000;

/** A continued conversation is ready again after one workflow task. */
const RUN_CHANGE_MS = 50;

const key = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);

/** Conversations as Temporal workflows: one id, one start, every message of the contract. */
export function createGateway(deps: { db: Database; client: Client; temporal: Config['temporal'] }): Gateway {
  const { client, db } = deps;

  const start = async (id: ConversationId, messageId: string) => {
    const [snapshot, used] = await Promise.all([
      findSnapshot(db, id),
      isUsedElsewhere(db, { messageId, conversationId: id }),
    ]);
    if (!snapshot) throw new Refusal('conversation_not_found');
    if (used) throw new Refusal('id_taken');
    return startOptions(snapshot, deps.temporal.taskQueue);
  };
  const within = async <Result>(ms: number, call: () => Promise<Result>): Promise<Result> => {
    const deadline = Date.now() + ms;
    return client
      .withDeadline(deadline, () => betweenRuns(call, deadline))
      .catch((error: unknown) => {
        throw asRefusal(error);
      });
  };

  const road: GatewayOf<Caller> = {
    signal: async (name, id, input) => {
      const checked = checkedSignal(name, input);
      const signalArgs: [unknown] = [checked];
      const options = { ...(await start(id, checked.id)), signal: name, signalArgs };
      await within(SIGNAL_DEADLINE_MS, () =>
        client.workflow.signalWithStart<typeof conversationWorkflow, [unknown]>('conversation', options),
      );
    },
    signalRunning: async (name, id, input) => {
      const checked = checkedSignal(name, input);
      await within(SIGNAL_DEADLINE_MS, () =>
        client.workflow.getHandle(workflowIdOf(id)).signal<[unknown]>(name, checked),
      );
    },
    update: async (name, id, input, actor) => {
      const checked = checkedUpdate(name, input);
      const options = { ...(await start(id, checked.id)), workflowIdConflictPolicy: 'USE_EXISTING' as const };
      return within(UPDATE_DEADLINE_MS, () =>
        client.workflow.executeUpdateWithStart(name, {
          args: [checked, actor],
          updateId: checked.id,
          // Good for one call each.
          startWorkflowOperation: new WithStartWorkflowOperation<typeof conversationWorkflow>(
            'conversation',
            options,
          ),
        }),
      );
    },
    query: (name, id) =>
      within(UPDATE_DEADLINE_MS, () => client.workflow.getHandle(workflowIdOf(id)).query(name)),
  };
  // The same road for everybody: which messages are on it is a matter of types.
  return { visitor: road, agent: road, mail: road, operator: road, erasure: road };
}

/** Asks again while the conversation changes its run; the id makes a repetition free. */
async function betweenRuns<Result>(call: () => Promise<Result>, deadline: number): Promise<Result> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isBetweenRuns(error) || Date.now() + RUN_CHANGE_MS > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, RUN_CHANGE_MS));
    }
  }
}

function startOptions(snapshot: ConversationSnapshot, taskQueue: string) {
  const { attributes, ...start } = conversationStart(snapshot);
  return {
    ...start,
    taskQueue,
    typedSearchAttributes: new TypedSearchAttributes(
      attributes.map(({ name, value }) => ({ key: key(name), value })),
    ),
  };
}
