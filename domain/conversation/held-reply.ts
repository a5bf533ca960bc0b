import type { Attachment } from '../attachment.ts';
import type { HeldAnswer } from '../assistant/modes/mode.ts';
import type { AgentId, AttachmentId, MessageId } from '../ids.ts';
import type { Status } from '../standing.ts';
import type { Entry } from './entry.ts';
import type { UpcomingRule } from '../rule-event.ts';
import { said } from './entries.ts';

/** How long a reply waits, in seconds. Comes from the project's settings with the reply, so that a replay needs no settings. */
export interface ReplyTimes {
  /** Until it leaves: it can be undone. */
  undoSeconds: number;
  /** Until its mail leaves after it has been shown in the chat; null: both at once. */
  readSeconds: number | null;
}

/** A reply that can be undone: it is in nobody's transcript yet. */
export interface HeldReply {
  entry: Entry;
  /** What its author had read. */
  seenSeq: number;
  /** It closes the conversation: what that was before. Absent: it does not. */
  closing?: Status;
}

/** Replies of one agent that leave together. */
export interface HeldGroup {
  /** Of the first reply. */
  id: MessageId;
  agentId: AgentId;
  /** ISO 8601. */
  until: string;
  readSeconds: number | null;
  /** Its writer chose the moment. Absent: it only waits for being undone. */
  later?: true;
  /** Somebody wrote before it left: it waits for what an agent decides. */
  stopped?: true;
  replies: HeldReply[];
}

/** Messages that the chat shows and whose mail waits for whether the visitor reads them there. */
export interface AwaitedRead {
  id: MessageId;
  messageIds: MessageId[];
  /** Who wrote each of them; null: not known any more. */
  agentIds: (AgentId | null)[];
  until: string;
  /** Its mail has readers or files of its own, so that nothing joins it. */
  alone: boolean;
}

/** What the inbox shows of all this. */
export interface Outgoing {
  held: HeldReplyView[];
  awaitingRead: Pick<AwaitedRead, 'messageIds' | 'until'>[];
  /** When it is escalated again if nobody takes it, ISO 8601. Absent: it is not. */
  escalateAgainAt?: string;
  /** Rules that run if nobody touches it. Absent: none. */
  rules?: UpcomingRule[];
  /** An answer of the assistant that waits for an agent. Absent: none. */
  answer?: HeldAnswer;
}

/** A held reply, as agents see it. */
export interface HeldReplyView {
  id: MessageId;
  agentId: AgentId;
  text: string;
  /** Who would get it besides the customer. Absent: nobody. */
  cc?: string[];
  /** And whom nobody else sees. */
  bcc?: string[];
  /** The files it takes with it. Absent: none. */
  attachments?: AttachmentId[];
  /** What they are: filled in for whoever looks, not kept. */
  files?: Attachment[];
  /** When it was written. */
  at: string;
  until: string;
  /** Its writer chose the moment. */
  later?: true;
  /** It does not leave: somebody wrote before. */
  stopped?: true;
  /** It closes the conversation when it leaves. */
  closes?: true;
}

interface Waiting {
  heldGroups: HeldGroup[];
  awaitedReads: AwaitedRead[];
  heldAnswer: HeldAnswer | null;
}

export function outgoingOf({ heldGroups, awaitedReads, heldAnswer }: Waiting): Outgoing | null {
  const held = heldGroups.flatMap(({ agentId, until, replies, later, stopped }) =>
    replies.map(({ entry: { id, text, at, ...entry }, closing }) => ({
      ...{ id, agentId, text, at, until },
      ...enclosedIn(entry),
      ...(later && { later }),
      ...(stopped && { stopped }),
      ...(closing && { closes: true as const }),
    })),
  );
  const awaitingRead = awaitedReads.map(({ messageIds, until }) => ({ messageIds, until }));
  if (held.length + awaitingRead.length === 0 && !heldAnswer) return null;
  return { held, awaitingRead, ...(heldAnswer && { answer: heldAnswer }) };
}

/** @param at when it is escalated again; null: it is not. */
export const withEscalation = (outgoing: Outgoing | null, at: string | null | undefined): Outgoing | null =>
  at ? { held: [], awaitingRead: [], ...outgoing, escalateAgainAt: at } : outgoing;

/** Instead of those it had. */
export function withRules(outgoing: Outgoing | null, rules: UpcomingRule[]): Outgoing | null {
  if (rules.length > 0) return { held: [], awaitingRead: [], ...outgoing, rules };
  if (!outgoing) return null;
  const { rules: _before, ...others } = outgoing;
  const { held, awaitingRead, escalateAgainAt, answer } = others;
  return held.length + awaitingRead.length > 0 || escalateAgainAt || answer ? others : null;
}

function enclosedIn({ cc, bcc, attachments }: Pick<Entry, 'cc' | 'bcc' | 'attachments'>) {
  return { ...(cc && { cc }), ...(bcc && { bcc }), ...(attachments && { attachments }) };
}

/** The other way round, from what the row showed: every held reply on its own, and nobody knows who wrote what awaits its reader. */
export function waitingFrom({ held, awaitingRead, answer }: Outgoing, lastSeq: number): Waiting {
  const heldGroups = held.map(({ id, agentId, text, at, until, later, stopped, closes, ...others }) => {
    const author = { by: 'agent', agentId } as const;
    const entry = said({ id, text, channel: 'widget', author, at, ...enclosedIn(others) });
    const closing = closes && { closing: 'open' as const };
    return {
      ...{ id, agentId, until, readSeconds: null, replies: [{ entry, seenSeq: lastSeq, ...closing }] },
      ...(later && { later }),
      ...(stopped && { stopped }),
    };
  });
  const awaitedReads = awaitingRead.flatMap(({ messageIds, until }) =>
    messageIds[0]
      ? [{ id: messageIds[0], messageIds, agentIds: messageIds.map(() => null), until, alone: false }]
      : [],
  );
  return { heldGroups, awaitedReads, heldAnswer: answer ?? null };
}
