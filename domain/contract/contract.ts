import { z } from 'zod';
import type * as rpc from '../../rpc/definition.ts';
import type { AgentId, ConversationId, MessageId } from '../ids.ts';
import type { policy, SignalName, UpdateName } from './policy.ts';
import { conversationIdSchema, standing } from './schemas.ts';
import { signals } from './signals.ts';
import { updates } from './updates.ts';

/** Of every message that `policy.ts` names its shape: one without a schema does not compile. */
export type Contract = rpc.Shapes<typeof policy, MessageId>;

/** Whole: whoever asks is a developer or a test. Its shape is `ConversationState`, which this file lies below. */
const state = standing.extend({ schema: z.literal(2), conversationId: conversationIdSchema }).loose();

/**
 * What every message a conversation understands carries, and what comes back. Facts are signals, commands are updates. Who
 * may send it, what refuses it and what Temporal's UI says of it stands in `policy.ts`. Workflow handlers, the gateways to
 * Temporal, the tRPC procedures and both clients derive from the two.
 */
export const contract = {
  signals,
  updates,
  queries: { getState: { output: state } },
} as const satisfies Contract;

/** A conversation's messages, for whatever carries them. */
export interface Conversations {
  policy: typeof policy;
  shapes: typeof contract;
  target: ConversationId;
  actor: Actor;
}

export type SignalInput<Name extends SignalName> = rpc.SignalInput<typeof contract, Name>;
export type UpdateInput<Name extends UpdateName> = rpc.UpdateInput<typeof contract, Name>;
export type UpdateOutput<Name extends UpdateName> = rpc.UpdateOutput<typeof contract, Name>;

/** Who gave a command. */
export interface Actor {
  agentId: AgentId;
}

/** Whoever runs `npm run ops` where the api runs: no agent has this id. */
export const OPERATOR: Actor = { agentId: 'agt_0000000000000000' };
