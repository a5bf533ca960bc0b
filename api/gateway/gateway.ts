import type { Caller, QueriesOf, SignalsOf, UpdatesOf } from '../../domain/contract/policy.ts';
import type {
  Actor,
  QueryOutput,
  SignalInput,
  UpdateInput,
  UpdateOutput,
} from '../../domain/contract/contract.ts';
import type { ConversationId } from '../../domain/ids.ts';

/**
 * The one road from a request to a conversation's workflow, for one caller: the messages of others are not on it. What the
 * contract's schema does not take is refused with `bad_input`, and nothing is sent.
 */
export interface GatewayOf<By extends Caller> {
  /**
   * Delivers a fact, starting the workflow when it does not run.
   * @throws Refusal `bad_input`, `conversation_not_found`, `id_taken` when another conversation has a message of this id,
   * or `try_again` when not acknowledged in time (send it again with the same id).
   */
  signal<Name extends SignalsOf<By>>(
    name: Name,
    conversationId: ConversationId,
    input: SignalInput<Name>,
  ): Promise<void>;
  /** The same for a workflow that runs; one that does not is not started, and answers `conversation_not_found`. */
  signalRunning<Name extends SignalsOf<By>>(
    name: Name,
    conversationId: ConversationId,
    input: SignalInput<Name>,
  ): Promise<void>;
  /** Asks for a command. @throws Refusal with the workflow's own code, or as `signal` does. */
  update<Name extends UpdatesOf<By>>(
    name: Name,
    conversationId: ConversationId,
    input: UpdateInput<Name>,
    actor: Actor,
  ): Promise<UpdateOutput<Name>>;
  query<Name extends QueriesOf<By>>(name: Name, conversationId: ConversationId): Promise<QueryOutput<Name>>;
}

/** A gateway for everybody who comes in by the api; conversations talk among themselves in the worker. */
export type Gateway = { [By in Exclude<Caller, 'conversation'>]: GatewayOf<By> };
