import { commands } from '../domain/commands/commands.ts';
import { refusalOf } from '../domain/commands/refusal-of.ts';
import type { Conversations } from '../domain/contract/contract.ts';
import { policy } from '../domain/contract/policy.ts';
import { renewHistory } from '../domain/conversation/renew-history.ts';
import type { ConversationState } from '../domain/conversation/state.ts';
import { refusals } from '../domain/errors.ts';
import { refuseMerge } from '../domain/moving/merge.ts';
import { applyFact } from '../domain/moving/pass-on.ts';
import { undoSplit } from '../domain/moving/split.ts';
import { takeMessages } from '../domain/moving/take-messages.ts';
import { undoMerge } from '../domain/moving/undo-merge.ts';
import { agentReply } from '../domain/signals/agent-reply.ts';
import { customerMessage } from '../domain/signals/customer-message.ts';
import { escalate } from '../domain/signals/escalate.ts';
import { inboundEmail } from '../domain/signals/inbound-email.ts';
import { machineMail } from '../domain/signals/machine-mail.ts';
import { mailEvent } from '../domain/signals/mail-event.ts';
import { mailGesture } from '../domain/signals/mail-gesture.ts';
import { memberLeft } from '../domain/signals/member-left.ts';
import { rate } from '../domain/signals/rate.ts';
import type { QueryHandlers, SignalHandlers } from '../rpc/definition.ts';
import { handleMessages as register } from '../rpc/worker.ts';

/** A handler for every signal of the contract. */
export type Facts = SignalHandlers<Conversations, ConversationState>;

const facts: Facts = {
  customerMessage,
  inboundEmail,
  machineMail,
  mailGesture,
  escalate,
  rate,
  agentReply,
  mailEvent,
  takeMessages,
  undoMerge,
  refuseMerge,
  renewHistory,
  undoSplit,
  memberLeft,
};

const questions: QueryHandlers<Conversations, ConversationState> = {
  getState: (state) => ({ ...state }),
};

/** Handlers only change the state; the loop acts on it. A message of the contract that is missing here does not compile. */
export function handleMessages(state: ConversationState): void {
  register<Conversations, ConversationState>(state, {
    policy,
    signals: facts,
    updates: commands,
    queries: questions,
    receive: applyFact,
    refusalOf: (current, command) => {
      const code = refusalOf(current, command);
      return code && { code, words: refusals[code].words };
    },
  });
}
