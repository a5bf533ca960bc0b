import { z } from 'zod';
import type { ByMail } from './agent-mail-state.ts';
import type { ConversationState, Standing } from './conversation.ts';
import type { AgentId, ConversationId, Id } from './ids.ts';
import { MOVE_REASONS, type Bringing, type Undelivered } from './move.ts';
import { MAX_FILES } from './sendable-files.ts';

/** Who may send a message; every procedure and webhook checks its caller against this. */
export type Caller = 'visitor' | 'agent' | 'mail' | 'conversation' | 'operator';

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

/** Longer than this, and a reply is late rather than careful. */
export const MAX_UNDO_SECONDS = 120;

const text = (max: number) => z.string().trim().min(1, 'Write something first.').max(max);
const messageId = idSchema('msg');
const agentId = idSchema('agt');
const deliveryId = idSchema('dlv');
const parkedId = idSchema('prk');

export const emailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** What a split is called; the new conversation's id is made of it, so it has exactly the form of one. */
const splitId = z.string().regex(/^msg_[0-9a-hjkmnp-tv-z]{16}$/) as unknown as z.ZodType<
  Id<'msg'>,
  Id<'msg'>
>;

const standing = z.custom<Standing>();
const command = z.strictObject({ id: messageId });
const sender = command.extend({ messageId, email: emailAddress });
/** People who were in copy and get this reply too. */
const cc = z.array(emailAddress).max(20).optional();

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
        /** Who speaks, where the address alone does not say: a further address of the customer, or a failed sender. */
        author: z.enum(['customer', 'other']).optional(),
        /** An agent forwarded it to the support address, with these words above it. */
        forwarded: z.strictObject({ agentId, words: z.string().max(MAX_AGENT_TEXT) }).optional(),
        /** Set by the webhook from the project's settings, for senders that are verified. */
        answer: z
          .strictObject({
            assistant: z.boolean(),
            acknowledge: z.enum(['english', 'german', 'french', 'spanish']).nullable(),
          })
          .optional(),
      }),
    },
    /** A machine answered: a bounce, an out-of-office reply. */
    machineMail: {
      callers: ['mail'],
      input: z.strictObject({
        id: messageId,
        emailId: idSchema('eml'),
        what: z.enum(['bounce', 'delivered', 'passed_on', 'delayed', 'out_of_office', 'automatic']),
        /** The message whose mail it answers. */
        about: messageId.nullable(),
        /** The delivery that will not arrive. */
        bounced: z
          .strictObject({ deliveryId: idSchema('dlv'), detail: z.string().max(500), hard: z.boolean() })
          .nullable(),
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
      input: z.strictObject({
        id: messageId,
        agentId,
        text: z.string().max(MAX_AGENT_TEXT),
        /** By mail: what they had seen when they wrote, and what their first line asks for. */
        byMail: z.custom<ByMail>().optional(),
      }),
    },
    /** The mail provider reports what became of a delivery. */
    mailEvent: {
      callers: ['mail'],
      input: z.strictObject({
        id: z.string().min(1).max(200),
        deliveryId: idSchema('dlv'),
        state: z.enum(['delivered', 'bounced', 'complained']),
        detail: z.string().max(500),
        /** Whether the address is lost to us. Absent in events of earlier versions. */
        hard: z.boolean().optional(),
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
        /** A mail of the other conversation missed its customer. */
        undelivered: z.custom<Undelivered>().optional(),
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
    /** Words were erased that this run still holds: it ends, and the conversation goes on in a new one. */
    renewHistory: { callers: ['agent'], input: z.strictObject({ id: z.string().max(200) }) },
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
      input: z.strictObject({
        id: messageId,
        /** Empty when files say it all. */
        text: z.string().trim().max(MAX_AGENT_TEXT),
        seenSeq: z.int32().nonnegative(),
        /** How long it waits. Set by the api from the project's settings, never by a client. */
        hold: z
          .strictObject({
            undoSeconds: z.int().min(0).max(MAX_UNDO_SECONDS),
            readSeconds: z.int().min(1).max(3_600).nullable(),
          })
          .optional(),
        cc,
        /** Files uploaded before, in the order they shall have. */
        attachments: z.array(idSchema('att')).max(MAX_FILES).optional(),
      }),
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
    /** Somebody else's mail is the customer's after all: their address speaks for the customer from now on. */
    confirmSender: { callers: ['agent'], input: sender, output: standing },
    /** Takes that back. */
    disownSender: { callers: ['agent'], input: sender, output: standing },
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
    /** Takes a reply back before it leaves, also after its split was undone; refused with `already_left` afterwards. */
    cancelDelivery: { callers: ['agent'], input: command.extend({ messageId }), output: standing },
    /** Lets a reply, or its mail, leave without waiting. */
    sendNow: { callers: ['agent'], input: command.extend({ messageId }), output: standing },
    /** Sends a mail again that failed or of which nobody knows. */
    retryDelivery: { callers: ['agent'], input: command.extend({ deliveryId }), output: standing },
    /** Gives the conversation another customer address, and mails a delivery's messages to it. */
    correctAddress: {
      callers: ['agent'],
      input: command.extend({ deliveryId: deliveryId.nullable(), email: emailAddress }),
      output: standing,
    },
    /** Back to chat: replies are not mailed until an agent or a mail of the customer resumes it. */
    stopMail: { callers: ['agent'], input: command, output: standing },
    resumeMail: { callers: ['agent'], input: command, output: standing },
    /** Tries to record a parked entry once more, with other words when there are any. */
    retryParked: {
      callers: ['agent', 'operator'],
      input: command.extend({ parkedId, text: text(MAX_AGENT_TEXT).optional() }),
      output: standing,
    },
    /** Leaves a parked entry out of the transcript for good. */
    skipParked: { callers: ['agent', 'operator'], input: command.extend({ parkedId }), output: standing },
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

/** Whoever runs `npm run ops` where the api runs: no agent has this id. */
export const OPERATOR: Actor = { agentId: 'agt_0000000000000000' };
