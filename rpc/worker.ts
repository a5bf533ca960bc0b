import {
  ApplicationFailure,
  defineQuery,
  defineSignal,
  defineUpdate,
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
 * registering is the same for every message, so it looks at none. In the tables' order: what waits for its handler is
 * delivered as they come, and a replay must do the same.
 */
export function handleMessages<P extends Protocol, State>(
  state: State,
  behaviour: Behaviour<P, State>,
): void {
  const { policy, signals, updates, queries } = behaviour;
  for (const name of namesIn(signals)) handleSignal(state, name, behaviour);
  for (const name of namesIn(updates)) handleUpdate(state, name, behaviour);
  for (const name of namesIn(queries))
    setHandler(defineQuery(name), () => queries[name](state), {
      description: descriptionOf(policy.queries, name),
    });
}

function handleSignal<P extends Protocol, State>(
  state: State,
  name: SignalName<P>,
  { policy, signals, receive }: Behaviour<P, State>,
): void {
  const take = (input: SignalInput<P['shapes'], SignalName<P>>) => {
    const apply = () => signals[name](state, input, now());
    return receive ? receive(state, { name, input }, apply) : apply();
  };
  const signal = defineSignal<[SignalInput<P['shapes'], SignalName<P>>]>(name);
  setHandler(signal, take, { description: descriptionOf(policy.signals, name) });
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
