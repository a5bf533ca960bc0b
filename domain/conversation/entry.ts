import type { MailContext, RefusedMailReason } from '../agent-mail.ts';
import type { AutomaticPurpose } from '../mail/writing/automatic-budget.ts';
import type { AgentId, AttachmentId, DeliveryId, DraftId, EmailId, MessageId } from '../ids.ts';
import type { Audience, Author, Channel, ConversationEvent, MessageKind } from '../message.ts';

/** Something said or done that waits for its sequence number and its row. */
export interface Entry {
  id: MessageId;
  kind: MessageKind;
  channel: Channel;
  audience: Audience;
  author: Author;
  /** Empty when the text lies in a stored mail (`emailId`) or the entry is an event. */
  text: string;
  event: ConversationEvent | null;
  emailId: EmailId | null;
  /** Who gets a reply by mail besides the customer. Absent: nobody. */
  cc?: string[];
  /** The same, seen by none of the others. Absent: nobody. */
  bcc?: string[];
  /** The message that this one sends on to somebody outside. Absent: none. */
  forwards?: MessageId;
  /** Uploaded files that this message takes with it. Absent: none. */
  attachments?: AttachmentId[];
  /** The answer whose words it has, which waited for an agent. Absent: it has its own. */
  answerOf?: DraftId;
  /** The answer in whose place an agent sends this. Absent: none. */
  edits?: DraftId;
  /** Colleagues whom a note tells of itself. Absent: nobody. */
  mentions?: AgentId[];
  /** ISO 8601, the workflow's clock. */
  at: string;
}

/** What the provider, or the sending itself, says of a delivery. */
export interface DeliveryEvent {
  deliveryId: DeliveryId;
  state: 'delivered' | 'bounced' | 'complained' | 'failed';
  detail: string;
  at: string;
  /** The provider says that this address takes no mail any more, or wants none. */
  hard?: boolean;
}

/** A delivery that the database is asked to make or to give another try: the one way to a mail. */
export type RequestedDelivery =
  | { kind: 'new'; deliveryId: DeliveryId; messageIds: MessageId[]; unlessRead: boolean }
  /** A note whose words, above the message it forwards, go to somebody outside. */
  | { kind: 'forward'; deliveryId: DeliveryId; messageIds: [MessageId]; to: string }
  /** The messages of an earlier delivery once more, to the address known now. */
  | { kind: 'again'; deliveryId: DeliveryId; replaces: DeliveryId }
  | { kind: 'retry'; deliveryId: DeliveryId }
  /** No human wrote it: it leaves only within the budgets. */
  | {
      kind: 'automatic';
      deliveryId: DeliveryId;
      messageIds: MessageId[];
      purpose: AutomaticPurpose;
      /** An agent wanted it mailed. */
      agreed?: true;
    };

/** An agent's answer by mail that was not sent on: it is kept as a note, and goes back to them. */
export interface RefusedAgentMail extends Pick<MailContext, 'seenSeq'> {
  /** The message's that it would have been. */
  id: MessageId;
  agentId: AgentId;
  reason: RefusedMailReason;
  text: string;
}
