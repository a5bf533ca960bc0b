import { z } from 'zod';
import type { ConversationState, Standing } from './conversation.ts';
import type { AgentId, ConversationId, Id } from './ids.ts';
import { MOVE_REASONS, type Bringing } from './move.ts';

/** Who may send a message; every procedure and webhook checks its caller against this. */
export type Caller = 'visitor' | 'agent' | 'mail' | 'conversation';

interface SignalDefinition {
  callers: readonly Caller[];
  input: z.ZodType;
}
interface RequestDefinition extends SignalDefinition {
  output: z.ZodType;
}
/** What a message must say of itself: who may send it, what it carries, what comes back. */
export interface Contract {
  signals: Record<string, SignalDefinition>;
  updates: Record<string, RequestDefinition>;
  queries: Record<string, RequestDefinition>;
}

export const idSchema = <Prefix extends string>(prefix: Prefix): z.ZodType<Id<Prefix>, Id<Prefix>> =>
  z.templateLiteral([`${prefix}_`, z.string().regex(/^[0-9a-z]{16,32}$/)]) as unknown as z.ZodType<
    Id<Prefix>,
    Id<Prefix>
  >;

/** Exactly what `newId` makes, because a conversation's id is half of its reply address: visitors choose it, and any other would have none. */
export const conversationIdSchema = z.string().regex(/^cnv_[0-9a-hjkmnp-tv-z]{16}$/) as unknown as z.ZodType<
  ConversationId,
  ConversationId
>;

/** A visitor's message: longer texts belong in a mail or a file. */
const MAX_VISITOR_TEXT = 4_000;
/** An agent's reply, in characters of Markdown; four bytes each stay below the 64 KB a signal may carry. */
const MAX_AGENT_TEXT = 16_000;

const text = (max: number) => z.string().trim().min(1, 'Write something first.').max(max);
const messageId = idSchema('msg');
const agentId = idSchema('agt');

export const emailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** What a split is called; the new conversation's id is made of it, so it has exactly the form of one. */
const splitId = z.string().regex(/^msg_[0-9a-hjkmnp-tv-z]{16}$/) as unknown as z.ZodType<
  Id<'msg'>,
  Id<'msg'>
>;

const standing = z.custom<Standing>();
const command = z.strictObject({ id: messageId });

/**
 * Every message a conversation understands, named once. Facts are signals, commands are updates.
 * Workflow handlers, the gateway to Temporal, the tRPC procedures and both clients derive from it.
 * An update's actor is not part of its input: the gateway adds the signed-in agent.
 */
export const contract = {
  signals: {
    /** A visitor wrote in the widget. */
    customerMessage: {
      callers: ['visitor'],
      input: z.strictObject({ id: messageId, text: text(MAX_VISITOR_TEXT) }),
    },
    /** A mail reached this conversation; its body is already stored under `emailId`. */
    inboundEmail: {
      callers: ['mail'],
      input: z.strictObject({
        id: messageId,
        emailId: idSchema('eml'),
        from: z.strictObject({ email: z.string().max(254), name: z.string().max(200) }),
      }),
    },
    /** The visitor asks for a person, or says where to answer. Repeating it only adds the address. */
    escalate: {
      callers: ['visitor'],
      input: z.strictObject({ id: messageId, reason: text(500), email: emailAddress.nullable() }),
    },
    /** An agent answered by another road than the composer. */
    agentReply: {
      callers: ['mail'],
      input: z.strictObject({ id: messageId, agentId, text: text(MAX_AGENT_TEXT) }),
    },
    /** The mail provider reports what became of a delivery. */
    mailEvent: {
      callers: ['mail'],
      input: z.strictObject({
        id: z.string().min(1).max(200),
        deliveryId: idSchema('dlv'),
        state: z.enum(['delivered', 'bounced', 'complained']),
        detail: z.string().max(500),
      }),
    },
    /** Another conversation has messages for this one: it was merged, or one was split off, or more came since. */
    absorb: {
      callers: ['conversation'],
      input: z.strictObject({
        id: z.string().max(200),
        from: conversationIdSchema,
        move: messageId,
        agentId: agentId.nullable(),
        why: z.enum(MOVE_REASONS),
        bringing: z.custom<Bringing>().nullable(),
      }),
    },
    /** A merge was undone: what it brought is taken back. */
    release: {
      callers: ['conversation'],
      input: z.strictObject({ id: messageId, from: conversationIdSchema, move: messageId, agentId }),
    },
    /** The conversation this one was to be merged into was merged itself in the same moment. */
    refuseMerge: {
      callers: ['conversation'],
      input: z.strictObject({ id: messageId, move: messageId }),
    },
    /** A split was undone: this conversation returns what it was begun with, and all it has said since. */
    giveBack: {
      callers: ['conversation'],
      input: z.strictObject({ id: messageId, move: messageId, into: conversationIdSchema, agentId }),
    },
  },
  updates: {
    /** Answers the customer; refused with `stale_reply` when a newer message had not been seen. */
    reply: {
      callers: ['agent'],
      input: z.strictObject({ id: messageId, text: text(MAX_AGENT_TEXT), seenSeq: z.int().nonnegative() }),
      output: standing,
    },
    takeOver: { callers: ['agent'], input: command, output: standing },
    handBack: { callers: ['agent'], input: command, output: standing },
    assign: {
      callers: ['agent'],
      input: command.extend({ assignee: agentId.nullable() }),
      output: standing,
    },
    addNote: {
      callers: ['agent'],
      input: command.extend({ text: text(MAX_AGENT_TEXT) }),
      output: standing,
    },
    close: { callers: ['agent'], input: command, output: standing },
    reopen: { callers: ['agent'], input: command, output: standing },
    /** Joins this conversation to another of the same customer, which goes on with both. */
    merge: { callers: ['agent'], input: command.extend({ into: conversationIdSchema }), output: standing },
    unmerge: { callers: ['agent'], input: command, output: standing },
    /** Begins a conversation of its own with a message, and all later ones of its sender when `following`. */
    split: {
      callers: ['agent'],
      input: z.strictObject({ id: splitId, messageId, following: z.boolean() }),
      output: standing,
    },
    unsplit: { callers: ['agent'], input: command.extend({ move: messageId }), output: standing },
  },
  queries: {
    getState: { callers: ['agent'], input: z.undefined(), output: z.custom<ConversationState>() },
  },
} as const satisfies Contract;

export type SignalName = keyof typeof contract.signals;
export type UpdateName = keyof typeof contract.updates;
export type QueryName = keyof typeof contract.queries;

export type SignalInput<Name extends SignalName> = z.output<(typeof contract.signals)[Name]['input']>;
export type UpdateInput<Name extends UpdateName> = z.output<(typeof contract.updates)[Name]['input']>;
export type UpdateOutput<Name extends UpdateName> = z.output<(typeof contract.updates)[Name]['output']>;
export type QueryOutput<Name extends QueryName> = z.output<(typeof contract.queries)[Name]['output']>;

/** Who gave a command. */
export interface Actor {
  agentId: AgentId;
}
