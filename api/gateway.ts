import type { ConversationId } from '../domain/ids.ts';
import type {
  Actor,
  QueryName,
  QueryOutput,
  SignalInput,
  SignalName,
  UpdateInput,
  UpdateName,
  UpdateOutput,
} from '../domain/contract.ts';

/** The one road from a request to a conversation's workflow. */
export interface Gateway {
  /**
   * Delivers a fact, starting the workflow when it does not run.
   * @throws Refusal `conversation_not_found`, `id_taken` when another conversation has a message of this id, or
   * `try_again` when not acknowledged in time (send it again with the same id).
   */
  signal<Name extends SignalName>(
    name: Name,
    conversationId: ConversationId,
    input: SignalInput<Name>,
  ): Promise<void>;
  /** Asks for a command. @throws Refusal with the workflow's own code, or `try_again`. */
  update<Name extends UpdateName>(
    name: Name,
    conversationId: ConversationId,
    input: UpdateInput<Name>,
    actor: Actor,
  ): Promise<UpdateOutput<Name>>;
  query<Name extends QueryName>(name: Name, conversationId: ConversationId): Promise<QueryOutput<Name>>;
}
