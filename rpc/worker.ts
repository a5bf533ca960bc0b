import {
  ApplicationFailure,
  defineQuery,
  defineSignal,
  defineUpdate,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';
import type {
  Protocol,
  QueryHandlers,
  SignalHandlers,
  SignalInput,
  SignalName,
  UpdateHandlers,
  UpdateInput,
  UpdateName,
} from './definition.ts';

export interface Behaviour<P extends Protocol, State> {
  policy: P['policy'];
  signals: SignalHandlers<P, State>;
  updates: UpdateHandlers<P, State>;
  queries: QueryHandlers<P, State>;
  /** Why an update cannot be taken now, or null. Asked before it enters the history; must be synchronous and pure. */
  refusalOf(state: State, command: Command<P>): { code: string; words: string } | null;
  /** Around every fact, for a product that lets some take effect elsewhere. */
  receive?(state: State, fact: Fact<P>, apply: () => void): void;
}
export interface Fact<P extends Protocol, Name extends SignalName<P> = SignalName<P>> {
  name: Name;
  input: SignalInput<P['shapes'], Name>;
}
export interface Command<P extends Protocol, Name extends UpdateName<P> = UpdateName<P>> {
  name: Name;
  input: UpdateInput<P['shapes'], Name>;
  actor: P['actor'];
}

/**
 * Registers every message of a contract, to be called before the workflow's first await. The tables hold the types;
 * registering is the same for every message, so it looks at none. What came before the first task waits for its handler, and
 * would be delivered in the order in which handlers are set: one handler for all, set first, takes it in the order it was sent.
 */
export function handleMessages<P extends Protocol, State>(
  state: State,
  behaviour: Behaviour<P, State>,
): void {
  const { policy, signals, updates, queries } = behaviour;
  const names = namesIn(signals);
  setDefaultSignalHandler((sent, input) => {
    const name = names.find((each) => each === sent);
    if (name) take(state, name, input as SignalInput<P['shapes'], typeof name>, behaviour);
  });
  for (const name of names) handleSignal(state, name, behaviour);
  for (const name of namesIn(updates)) handleUpdate(state, name, behaviour);
  for (const name of namesIn(queries))
    setHandler(defineQuery(name), () => queries[name](state), {
      description: descriptionOf(policy.queries, name),
    });
}

function handleSignal<P extends Protocol, State>(
  state: State,
  name: SignalName<P>,
  behaviour: Behaviour<P, State>,
): void {
  const signal = defineSignal<[SignalInput<P['shapes'], SignalName<P>>]>(name);
  setHandler(signal, (input) => take(state, name, input, behaviour), {
    description: descriptionOf(behaviour.policy.signals, name),
  });
}

function take<P extends Protocol, State>(
  state: State,
  name: SignalName<P>,
  input: SignalInput<P['shapes'], SignalName<P>>,
  { signals, receive }: Behaviour<P, State>,
): void {
  const apply = () => signals[name](state, input, now());
  if (receive) receive(state, { name, input }, apply);
  else apply();
}

function handleUpdate<P extends Protocol, State>(
  state: State,
  name: UpdateName<P>,
  { policy, updates, refusalOf }: Behaviour<P, State>,
): void {
  type Input = UpdateInput<P['shapes'], UpdateName<P>>;
  const validator = (input: Input, actor: P['actor']) => {
    const refusal = refusalOf(state, { name, input, actor });
    if (refusal) throw ApplicationFailure.nonRetryable(refusal.words, refusal.code);
  };
  const command = (input: Input, actor: P['actor']) =>
    updates[name](state, input, { ...(actor as object), at: now() });
  const update = defineUpdate<unknown, [Input, P['actor']]>(name);
  setHandler(update, command, { validator, description: descriptionOf(policy.updates, name) });
}

/** Workflow time: the sandbox replaces Date with a deterministic one. */
const now = () => new Date().toISOString();

const namesIn = <Name extends string>(handlers: Record<Name, unknown>) => Object.keys(handlers) as Name[];

const descriptionOf = (policies: Protocol['policy']['signals'], name: string) =>
  policies[name]?.description ?? '';
