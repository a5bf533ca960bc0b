import {
  ApplicationFailure,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow';
import { absorbed, released } from '../domain/moving/take-messages.ts';
import { agentAnswered, commands } from '../domain/conversation/commands.ts';
import { policy, type QueryName, type SignalName, type UpdateName } from '../domain/contract/policy.ts';
import type { Actor, QueryOutput, SignalInput, UpdateInput } from '../domain/contract/contract.ts';
import type { ConversationState, Standing } from '../domain/conversation/state.ts';
import { refusals } from '../domain/errors.ts';
import { customerWrote, deliveryChanged, mailArrived, personWanted } from '../domain/conversation/facts.ts';
import { gestureMade } from '../domain/signals/mail-gesture.ts';
import { mergeRefused } from '../domain/moving/merge.ts';
import { factApplied } from '../domain/moving/pass-on.ts';
import { refusalOf } from '../domain/conversation/refusal-of.ts';
import { renewed } from '../domain/conversation/renew-history.ts';
import { givenBack } from '../domain/moving/split.ts';
import { machineAnswered } from '../domain/signals/machine-mail.ts';

/** A handler for every signal of the contract. */
export type Facts = { [Name in SignalName]: Fact<SignalInput<Name>> };
type Fact<Input> = (state: ConversationState, input: Input, at: string) => void;
/** An answer to every query. */
export type Questions = { [Name in QueryName]: (state: ConversationState) => QueryOutput<Name> };

const facts: Facts = {
  customerMessage: customerWrote,
  inboundEmail: mailArrived,
  machineMail: machineAnswered,
  mailGesture: gestureMade,
  escalate: personWanted,
  agentReply: agentAnswered,
  mailEvent: deliveryChanged,
  absorb: absorbed,
  release: released,
  refuseMerge: mergeRefused,
  renewHistory: renewed,
  giveBack: givenBack,
};

const questions: Questions = {
  getState: (state) => state,
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
    factApplied(state, { name, input: input as SignalInput<SignalName> }, () => apply(state, input, now()));
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
