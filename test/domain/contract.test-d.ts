/**
 * Compiled by `npm run typecheck`: each `@ts-expect-error` is a mistake that must not compile,
 * and becomes an error itself the day it does.
 */
import { z } from 'zod';
import type { Command } from '../../api/routers/commands.ts';
import { commands as procedures } from '../../api/routers/commands.ts';
import type { AppRouter } from '../../api/routers/app.ts';
import type { Gateway } from '../../api/gateway.ts';
import { commands, type Commands } from '../../domain/commands.ts';
import type { Contract, UpdateName } from '../../domain/contract.ts';
import type { Facts } from '../../workflows/handlers.ts';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';

declare const facts: Facts;
declare const gateway: Gateway;

// A signal without a handler does not compile.
const { escalate: _escalate, ...factsWithoutEscalate } = facts;
// @ts-expect-error `escalate` has no handler
export const missingFact: Facts = factsWithoutEscalate;

// An update without a handler does not compile.
const { reply: _reply, ...commandsWithoutReply } = commands;
// @ts-expect-error `reply` has no handler
export const missingCommand: Commands = commandsWithoutReply;

// An update without a procedure does not compile.
const { close: _close, ...proceduresWithoutClose } = procedures;
// @ts-expect-error `close` has no procedure
export const missingProcedure: { [Name in UpdateName]: Command<Name> } = proceduresWithoutClose;

// A message without a policy, a schema, or an output does not compile.
const input = z.strictObject({});
export const broken = [
  // @ts-expect-error nobody says who may send it
  { signals: { ping: { input } }, updates: {}, queries: {} } satisfies Contract,
  // @ts-expect-error it has no schema
  { signals: { ping: { callers: ['visitor'] } }, updates: {}, queries: {} } satisfies Contract,
  // @ts-expect-error an update says what it answers
  { signals: {}, updates: { ping: { callers: ['agent'], input } }, queries: {} } satisfies Contract,
  // @ts-expect-error there is no such caller
  { signals: { ping: { callers: ['anyone'], input } }, updates: {}, queries: {} } satisfies Contract,
];

// The gateway takes each message with its own input only.
export async function wrongCalls(): Promise<void> {
  const actor = { agentId: 'agt_1' } as const;
  // @ts-expect-error the text is missing
  await gateway.signal('customerMessage', 'cnv_1', { id: 'msg_1' });
  // @ts-expect-error there is no such message
  await gateway.signal('customerMesage', 'cnv_1', { id: 'msg_1', text: 'Hello' });
  // @ts-expect-error an id of another kind
  await gateway.signal('customerMessage', 'msg_1', { id: 'msg_1', text: 'Hello' });
  // @ts-expect-error a reply says what its author had seen
  await gateway.update('reply', 'cnv_1', { id: 'msg_1', text: 'Hello' }, actor);
}

// The clients' types are the contract's.
type Inputs = inferRouterInputs<AppRouter>['conversations'];
type Outputs = inferRouterOutputs<AppRouter>['conversations'];
export const reply: Inputs['reply'] = { conversationId: 'cnv_1', id: 'msg_1', text: 'Hello', seenSeq: 1 };
// @ts-expect-error a note has no sequence number
export const note: Inputs['addNote'] = { conversationId: 'cnv_1', id: 'msg_1', text: 'Hello', seenSeq: 1 };
// @ts-expect-error there is no such status
export const status: Outputs['close']['status'] = 'resolved';
