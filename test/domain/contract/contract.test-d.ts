/**
 * Compiled by `npm run typecheck`: each `@ts-expect-error` is a mistake that must not compile,
 * and becomes an error itself the day it does.
 */
import { commands, type Commands } from '../../../domain/commands/commands.ts';
import type { Checks } from '../../../domain/commands/refusal-of.ts';
import type { AppRouter } from '../../../api/routers/app.ts';
import type { Gateway } from '../../../api/gateway/gateway.ts';
import { openProcedure, visitorProcedure } from '../../../api/rpc/trpc.ts';
import type { Policies, UpdateRefusal } from '../../../domain/contract/policy.ts';
import { contract, type Contract } from '../../../domain/contract/contract.ts';
import type { Facts } from '../../../workflows/handlers.ts';
import { failureOfCommand } from '../../../web/live/failure.ts';
import { visitorRefusal } from '../../../api/rpc/visitor-refusal.ts';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';

declare const facts: Facts;

// A signal without a handler does not compile.
const { escalate: _escalate, ...factsWithoutEscalate } = facts;
// @ts-expect-error `escalate` has no handler
export const missingFact: Facts = factsWithoutEscalate;

// An update without a handler does not compile.
const { reply: _reply, ...commandsWithoutReply } = commands;
// @ts-expect-error `reply` has no handler
export const missingCommand: Commands = commandsWithoutReply;

// A message without a policy does not compile.
const silent = { callers: ['agent'], description: 'Nothing.', refusals: [] } as const;
const update = { ...silent, role: 'agent', whenClosed: 'refused', whenMerged: 'refused' } as const;
const { callers: _callers, ...fromNobody } = update;
const { description: _description, ...unexplained } = update;
const { refusals: _refusals, ...neverRefused } = update;
const { role: _role, ...byAnybody } = update;
export const policies = [
  { signals: {}, updates: { ping: update }, queries: {} } satisfies Policies,
  // @ts-expect-error nobody says who may send it
  { signals: {}, updates: { ping: fromNobody }, queries: {} } satisfies Policies,
  // @ts-expect-error Temporal's UI would not say what it is
  { signals: {}, updates: { ping: unexplained }, queries: {} } satisfies Policies,
  // @ts-expect-error nobody says in which role
  { signals: {}, updates: { ping: byAnybody }, queries: {} } satisfies Policies,
  // @ts-expect-error nobody says what may refuse it
  { signals: {}, updates: { ping: neverRefused }, queries: {} } satisfies Policies,
  // @ts-expect-error nobody says what becomes of it when the conversation is closed or merged
  { signals: {}, updates: { ping: silent }, queries: {} } satisfies Policies,
  // @ts-expect-error nobody says where a merged conversation takes it
  { signals: { ping: silent }, updates: {}, queries: {} } satisfies Policies,
  // @ts-expect-error there is no such caller
  { signals: {}, updates: {}, queries: { ping: { ...silent, callers: ['anyone'] } } } satisfies Policies,
  // @ts-expect-error there is no such refusal
  { signals: {}, updates: {}, queries: { ping: { ...silent, refusals: ['no_time'] } } } satisfies Policies,
];

// A message without a schema, or an update without an output, does not compile.
const { escalate: _schema, ...signalsWithoutEscalate } = contract.signals;
// @ts-expect-error `escalate` has no schema
export const missingSchema: Contract = { ...contract, signals: signalsWithoutEscalate };
const { output: _output, ...withoutOutput } = contract.updates.close;
const updatesWithoutOutput = { ...contract.updates, close: withoutOutput };
// @ts-expect-error `close` does not say what comes back
export const missingOutput: Contract = { ...contract, updates: updatesWithoutOutput };

// A refusal that the policy does not name does not compile, in the workflow or in the api.
export const checks: Checks = { takeOver: () => null, handBack: () => 'answer_by_email' };
// @ts-expect-error nobody was told that a takeover may be refused like this
export const undeclared: Checks = { takeOver: () => 'answer_by_email' };
export const ofClose: UpdateRefusal<'close'> = 'conversation_closed';
// @ts-expect-error a closed conversation takes notes
export const ofNote: UpdateRefusal<'addNote'> = 'conversation_closed';

// The gateway takes each message with its own input only.
export async function wrongCalls({ visitor, agent }: Gateway): Promise<void> {
  const actor = { agentId: 'agt_1' } as const;
  // @ts-expect-error the text is missing
  await visitor.signal('customerMessage', 'cnv_1', { id: 'msg_1' });
  // @ts-expect-error there is no such message
  await visitor.signal('customerMesage', 'cnv_1', { id: 'msg_1', text: 'Hello' });
  // @ts-expect-error an id of another kind
  await visitor.signal('customerMessage', 'msg_1', { id: 'msg_1', text: 'Hello' });
  // @ts-expect-error a reply says what its author had seen
  await agent.update('reply', 'cnv_1', { id: 'msg_1', text: 'Hello' }, actor);
}

// Each caller's gateway has the messages of this caller only.
export async function wrongCallers({ visitor, agent, mail, operator }: Gateway): Promise<void> {
  const actor = { agentId: 'agt_1' } as const;
  const undone = { id: 'msg_1', from: 'cnv_2', move: 'msg_2', agentId: 'agt_1' } as const;
  // @ts-expect-error conversations say this to each other
  await visitor.signal('undoMerge', 'cnv_1', undone);
  // @ts-expect-error a visitor gives no commands
  await visitor.update('close', 'cnv_1', { id: 'msg_1' }, actor);
  // @ts-expect-error a visitor does not look inside
  await visitor.query('getState', 'cnv_1');
  // @ts-expect-error an agent is no customer
  await agent.signal('customerMessage', 'cnv_1', { id: 'msg_1', text: 'Hello' });
  // @ts-expect-error a mail closes nothing by itself
  await mail.update('close', 'cnv_1', { id: 'msg_1' }, actor);
  // @ts-expect-error an operator settles what is parked, and answers nobody
  await operator.update('reply', 'cnv_1', { id: 'msg_1', text: 'Hello', seenSeq: 1 }, actor);
}

// A procedure has the gateway of whoever calls it.
visitorProcedure.mutation(({ ctx }) =>
  // @ts-expect-error conversations say this to each other
  ctx.gateway.signal('undoMerge', 'cnv_1', { id: 'msg_1', from: 'cnv_2', move: 'msg_2', agentId: 'agt_1' }),
);
openProcedure.mutation(({ ctx }) => {
  // @ts-expect-error whoever has no name says nothing
  void ctx.gateway.visitor;
});

// The clients' types are the contract's.
type Inputs = inferRouterInputs<AppRouter>['conversations'];
type Outputs = inferRouterOutputs<AppRouter>['conversations'];
export const reply: Inputs['reply'] = { conversationId: 'cnv_1', id: 'msg_1', text: 'Hello', seenSeq: 1 };
// @ts-expect-error a note has no sequence number
export const note: Inputs['addNote'] = { conversationId: 'cnv_1', id: 'msg_1', text: 'Hello', seenSeq: 1 };
// @ts-expect-error there is no such status
export const status: Outputs['close']['status'] = 'resolved';

// Whoever draws a failure knows the codes of the command that failed, and no others.
export const asks = failureOfCommand('handBack', null).code === 'answer_by_email';
// @ts-expect-error nothing is mailed when a conversation is closed
export const asksInVain = failureOfCommand('close', null).code === 'answer_by_email';
// @ts-expect-error a visitor is not told what happened to an agent's reply
export const notForVisitors = visitorRefusal('stale_reply');
