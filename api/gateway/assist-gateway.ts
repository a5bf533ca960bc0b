import type { Client } from '@temporalio/client';
import type { Config } from '../../config.ts';
import { assistShapes, type AssistShapes } from '../../domain/contract/assist-shapes.ts';
import type { ConversationId } from '../../domain/ids.ts';
import { Refusal } from '../../domain/errors.ts';
import { createCalls, type Calls } from '../../rpc/one-call.ts';
import { asRefusal } from './gateway-errors.ts';

/** The one road from an agent's request to the assistant. */
export type AssistGateway = Calls<AssistShapes>;

/** In milliseconds. Below the minute after which proxies give up. */
const MODEL = 55_000;
const DEADLINES = { passages: 8_000, suggest: MODEL, rewrite: MODEL, translate: MODEL };

/** What the ids of all calls about a conversation begin with. */
export const assistIdOf = (conversationId: ConversationId): string => `assist-${conversationId}-`;

export function createAssistGateway(deps: {
  client: Client;
  temporal: Pick<Config['temporal'], 'taskQueue'>;
}): AssistGateway {
  return createCalls({
    ...{ client: deps.client, shapes: assistShapes, workflowType: 'assist', deadlines: DEADLINES },
    taskQueue: deps.temporal.taskQueue,
    asError: asRefusal,
    late: () => new Refusal('try_again', 'The assistant did not answer in time. Try again in a moment.'),
  });
}
