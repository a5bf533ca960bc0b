import type { Attachment } from '../files/attachment.ts';
import type { AutomaticPurpose } from '../mail/writing/automatic-budget.ts';
import type { ConversationState, Entry } from './state.ts';
import { said } from './entries.ts';
import type { AgentId, AttachmentId, DeliveryId, MessageId } from '../ids.ts';

/** How long a reply waits, in seconds. Comes from the project's settings with the reply, so that a replay needs no settings. */
export interface HoldTimes {
  /** Until it leaves: it can be taken back. */
  undoSeconds: number;
  /** Until its mail leaves after it has been shown in the chat; null: both at once. */
  readSeconds: number | null;
}

/** A reply that can be taken back: it is in nobody's transcript yet. */
export interface HeldReply {
  entry: Entry;
  /** What its author had read. */
  seenSeq: number;
}

/** Replies of one agent that leave together. */
export interface Hold {
  /** Of the first reply. */
  id: MessageId;
  agentId: AgentId;
  /** ISO 8601. */
  until: string;
  readSeconds: number | null;
  replies: HeldReply[];
}

/** Messages that the chat shows and whose mail waits for whether the visitor reads them there. */
export interface AwaitedRead {
  id: MessageId;
  messageIds: MessageId[];
  /** Who wrote each of them. Absent in what began to wait before it was noted. */
  agentIds?: AgentId[];
  until: string;
  /** Its mail has readers or files of its own, so that nothing joins it. */
  alone?: true;
}

/** A delivery that the database is asked to make or to give another try. */
export type Mailing =
  | { kind: 'new'; deliveryId: DeliveryId; messageIds: MessageId[]; unlessRead: boolean }
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

/** What the inbox shows of all this. */
export interface Outgoing {
  held: HeldView[];
  awaitingRead: Pick<AwaitedRead, 'messageIds' | 'until'>[];
}

/** A held reply, as agents see it. */
export interface HeldView {
  id: MessageId;
  agentId: AgentId;
  text: string;
  /** Who would get it besides the customer. Absent: nobody. */
  cc?: string[];
  /** The files it takes with it. Absent: none. */
  attachments?: AttachmentId[];
  /** What they are: filled in for whoever looks, not kept. */
  files?: Attachment[];
  /** When it was written. */
  at: string;
  until: string;
}

export function outgoingOf(state: ConversationState): Outgoing | null {
  const held = (state.holds ?? []).flatMap(({ agentId, until, replies }) =>
    replies.map(({ entry: { id, text, at, ...entry } }) => ({
      ...{ id, agentId, text, at, until },
      ...enclosedIn(entry),
    })),
  );
  const awaitingRead = (state.awaitedReads ?? []).map(({ messageIds, until }) => ({ messageIds, until }));
  return held.length + awaitingRead.length > 0 ? { held, awaitingRead } : null;
}

function enclosedIn({ cc, attachments }: Pick<Entry, 'cc' | 'attachments'>) {
  return { ...(cc && { cc }), ...(attachments && { attachments }) };
}

/** The other way round, from what the row showed: every held reply on its own. */
export function waitsFrom(
  { held, awaitingRead }: Outgoing,
  lastSeq: number,
): Required<Pick<ConversationState, 'holds' | 'awaitedReads'>> {
  const holds = held.map(({ id, agentId, text, at, until, ...others }): Hold => {
    const author = { by: 'agent', agentId } as const;
    const entry = said({ id, text, channel: 'widget', author, at, ...enclosedIn(others) });
    return { id, agentId, until, readSeconds: null, replies: [{ entry, seenSeq: lastSeq }] };
  });
  const awaitedReads = awaitingRead.flatMap(({ messageIds, until }) =>
    messageIds[0] ? [{ id: messageIds[0], messageIds, until }] : [],
  );
  return { holds, awaitedReads };
}
