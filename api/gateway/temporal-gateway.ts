import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { Client } from '@temporalio/client';
import type { Config } from '../../config.ts';
import {
  findSnapshot,
  isUsedElsewhere,
  type KnownConversation,
} from '../../db/conversation/conversations.ts';
import type { Database } from '../../db/connection/database.ts';
import { checks } from '../../domain/contract/checked-input.ts';
import { policy } from '../../domain/contract/policy.ts';
import type { ConversationSnapshot } from '../../domain/conversation/state.ts';
import { conversationStart, workflowIdOf } from '../../domain/conversation/conversation-start.ts';
import { Refusal } from '../../domain/errors.ts';
import type { ConversationId } from '../../domain/ids.ts';
import { createGateways } from '../../rpc/create-gateways.ts';
import { asRefusal } from './gateway-errors.ts';
import { CALLERS, type ConversationsHere, type Gateway } from './gateway.ts';

/**
 * In milliseconds. Past this a caller is better told to try again: a repetition with the same id is free. An update also
 * waits for a worker, which may have to load a cold conversation first.
 */
const DEADLINES = { signal: 1_500, update: 5_000 };

const key = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);

/** Conversations as Temporal workflows: one id, one start, every message of the contract. */
export function createGateway(deps: { db: Database; client: Client; temporal: Config['temporal'] }): Gateway {
  const { client, db } = deps;
  const lookUp = async (id: ConversationId, messageId: string) => {
    const [snapshot, used] = await Promise.all([
      findSnapshot(db, id),
      isUsedElsewhere(db, { messageId, conversationId: id }),
    ]);
    return { snapshot, isUsedElsewhere: used };
  };
  const startOf = async (id: ConversationId, messageId: string, known?: KnownConversation) => {
    const found = known ?? (await lookUp(id, messageId));
    if (!found.snapshot) throw new Refusal('conversation_not_found');
    if (found.isUsedElsewhere) throw new Refusal('id_taken');
    return startOptions(found.snapshot, deps.temporal.taskQueue);
  };
  return createGateways<ConversationsHere, (typeof CALLERS)[number]>(CALLERS, {
    ...{ client, policy, checks, startOf, workflowIdOf },
    workflowType: 'conversation',
    deadlines: DEADLINES,
    asError: asRefusal,
  });
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
