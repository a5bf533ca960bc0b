import {
  ApplicationFailure,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow';
import { undoSplit } from '../domain/moving/split.ts';
import { takeMessages } from '../domain/moving/take-messages.ts';
import { undoMerge } from '../domain/moving/undo-merge.ts';
import { agentReply } from '../domain/signals/agent-reply.ts';
import { commands } from '../domain/commands/commands.ts';
import type { Standing } from '../domain/standing.ts';
import { customerMessage } from '../domain/signals/customer-message.ts';
import { mailEvent } from '../domain/signals/mail-event.ts';
import { inboundEmail } from '../domain/signals/inbound-email.ts';
import { escalate } from '../domain/signals/escalate.ts';
import { mailGesture } from '../domain/signals/mail-gesture.ts';
import { refuseMerge } from '../domain/moving/merge.ts';
import { refusalOf } from '../domain/commands/refusal-of.ts';
import { renewHistory } from '../domain/conversation/renew-history.ts';
import { machineMail } from '../domain/signals/machine-mail.ts';
import { policy, type QueryName, type SignalName, type UpdateName } from '../domain/contract/policy.ts';
import type { Actor, QueryOutput, SignalInput, UpdateInput } from '../domain/contract/contract.ts';
import type { ConversationState } from '../domain/conversation/state.ts';
import { refusals } from '../domain/errors.ts';
import { applyFact } from '../domain/moving/pass-on.ts';

/** A handler for every signal of the contract. */
export type Facts = { [Name in SignalName]: Fact<SignalInput<Name>> };
type Fact<Input> = (state: ConversationState, input: Input, at: string) => void;
/** An answer to every query. */
export type Questions = { [Name in QueryName]: (state: ConversationState) => QueryOutput<Name> };

const facts: Facts = {
  customerMessage,
  inboundEmail,
  machineMail,
  mailGesture,
  escalate,
  agentReply,
  mailEvent,
  takeMessages,
  undoMerge,
  refuseMerge,
  renewHistory,
  undoSplit,
};

const questions: Questions = {
  getState: (state) => ({ ...state }),
};

/** Handlers only change the state; the loop acts on it. A message of the contract that is missing here does not compile. */
export function handleMessages(state: ConversationState): void {
  for (const name of keysOf(facts)) handleFact(state, name);
  for (const name of keysOf(commands)) handleCommand(state, name);
  for (const name of keysOf(questions)) {
    const { description } = policy.queries[name];
    setHandler(defineQuery(name), () => questions[name](state), { description });
  }
}

/** The tables above hold the types; registering is the same for every message, so it looks at none. */
function handleFact(state: ConversationState, name: SignalName): void {
  const { description } = policy.signals[name];
  const apply = facts[name] as Fact<unknown>;
  const take = (input: unknown) =>
    applyFact(state, { name, input: input as SignalInput<SignalName> }, () => apply(state, input, now()));
  setHandler(defineSignal<[unknown]>(name), take, { description });
}

function handleCommand(state: ConversationState, name: UpdateName): void {
  const { description } = policy.updates[name];
  const update = defineUpdate<Standing, [UpdateInput<UpdateName>, Actor]>(name);
  const validator = (input: UpdateInput<UpdateName>, actor: Actor) => {
    const code = refusalOf(state, { name, input, actor });
    if (code) throw ApplicationFailure.nonRetryable(refusals[code].words, code);
  };
  const apply = commands[name] as (
    state: ConversationState,
    input: unknown,
    by: Actor & { at: string },
  ) => Standing;
  const command = (input: UpdateInput<UpdateName>, actor: Actor) =>
    apply(state, input, { ...actor, at: now() });
  setHandler(update, command, { validator, description });
}

/** Workflow time: the sandbox replaces Date with a deterministic one. */
const now = () => new Date().toISOString();

const keysOf = <Key extends string>(record: Record<Key, unknown>) => Object.keys(record) as Key[];
