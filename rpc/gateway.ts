import type {
  Protocol,
  QueriesOf,
  QueryOutput,
  SignalInput,
  SignalsOf,
  UpdateInput,
  UpdateOutput,
  UpdatesOf,
} from './definition.ts';

/**
 * The one road to a workflow for one caller: the messages of others are not on it. What the contract's schema does not take
 * is refused, and nothing is sent.
 */
export interface GatewayOf<P extends Protocol, By extends string> {
  /**
   * Delivers a fact, starting the workflow when it does not run. Not acknowledged in time, it may still be delivered.
   * `known` spares the look at what it would start from.
   */
  signal<Name extends SignalsOf<P, By>>(
    name: Name,
    target: P['target'],
    input: SignalInput<P['shapes'], Name>,
    known?: P['known'],
  ): Promise<void>;
  /** The same for a workflow that runs; one that does not is not started. */
  signalRunning<Name extends SignalsOf<P, By>>(
    name: Name,
    target: P['target'],
    input: SignalInput<P['shapes'], Name>,
  ): Promise<void>;
  /** Asks for a command, and waits for what the workflow says. */
  update<Name extends UpdatesOf<P, By>>(
    name: Name,
    target: P['target'],
    input: UpdateInput<P['shapes'], Name>,
    actor: P['actor'],
  ): Promise<UpdateOutput<P['shapes'], Name>>;
  query<Name extends QueriesOf<P, By>>(
    name: Name,
    target: P['target'],
  ): Promise<QueryOutput<P['shapes'], Name>>;
}

/** A gateway for each of several callers. */
export type Gateways<P extends Protocol, By extends string> = { [Caller in By]: GatewayOf<P, Caller> };
