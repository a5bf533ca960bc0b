import { z } from 'zod';
import { REFUSED_MAIL_REASONS, type MailContext } from '../agent-mail.ts';
import type { QueryName, SignalName, UpdateName } from './policy.ts';
import type { Standing } from '../standing.ts';
import type { AgentId, ConversationId, Id, MessageId } from '../ids.ts';
import {
  MAX_ADDRESS,
  MAX_AGENT_TEXT,
  MAX_CC,
  MAX_DETAIL,
  MAX_EMOJI,
  MAX_EVENT_ID,
  MAX_FILES,
  MAX_NAME,
  MAX_READ_SECONDS,
  MAX_REASON,
  MAX_UNDO_SECONDS,
  MAX_VISITOR_TEXT,
} from '../limits.ts';
import { MOVE_REASONS, type Bringing, type Undelivered } from '../move.ts';

/** The shape of every message that `contract-policy.ts` names: one without a schema does not compile. */
export interface Contract {
  signals: Record<SignalName, { input: z.ZodType<{ id: string }> }>;
  updates: Record<UpdateName, { input: z.ZodObject<{ id: z.ZodType<MessageId> }>; output: z.ZodType }>;
  queries: Record<QueryName, { output: z.ZodType }>;
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

const text = (max: number) => z.string().trim().min(1, 'Write something first.').max(max);
const messageId = idSchema('msg');
const agentId = idSchema('agt');
const deliveryId = idSchema('dlv');
const parkedId = idSchema('prk');

export const emailAddress = z.string().trim().toLowerCase().max(MAX_ADDRESS).pipe(z.email());

/** What a split is called; the new conversation's id is made of it, so it has exactly the form of one. */
const splitId = z.string().regex(/^msg_[0-9a-hjkmnp-tv-z]{16}$/) as unknown as z.ZodType<
  Id<'msg'>,
  Id<'msg'>
>;

const standing = z.strictObject({
  status: z.enum(['open', 'waiting', 'snoozed', 'closed']),
  handler: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('assistant') }),
    z.strictObject({ by: z.literal('agent'), agentId: agentId.nullable() }),
  ]),
  assignee: agentId.nullable(),
  escalation: z
    .strictObject({
      cause: z.enum(['visitor', 'assistant', 'failure', 'email', 'unreached']),
      reason: z.string(),
      at: z.string(),
    })
    .nullable(),
}) satisfies z.ZodType<Standing>;
/** As its mail program wrote it: whoever reads mail has looked at its form. */
const person = z.strictObject({ email: z.string().max(MAX_ADDRESS), name: z.string().max(MAX_NAME) });
/** What an agent who answered by mail had seen, and what their first line asks for. */
const mailContext = z.strictObject({
  seenSeq: z.int32().nonnegative(),
  does: z.enum(['reply', 'note', 'close', 'refuse']),
  reason: z.enum(REFUSED_MAIL_REASONS).nullable(),
}) satisfies z.ZodType<MailContext>;
const bringing = z.strictObject({ standing, unanswered: z.boolean() }) satisfies z.ZodType<Bringing>;
const undelivered = z.strictObject({
  id: messageId,
  how: z.enum(['bounced', 'complained', 'failed', 'unknown']),
  detail: z.string().max(MAX_DETAIL),
}) satisfies z.ZodType<Undelivered>;
const command = z.strictObject({ id: messageId });
const sender = command.extend({ messageId, email: emailAddress });
/** People who were in copy and get this reply too. */
const cc = z.array(emailAddress).max(MAX_CC).optional();

/** Whole: whoever asks is a developer or a test. Its shape is `ConversationState`, which this file lies below. */
const state = z
  .looseObject({ schema: z.literal(2), conversationId: conversationIdSchema })
  .and(standing.loose());

/**
 * What every message a conversation understands carries, and what comes back. Facts are signals, commands are updates. Who
 * may send it, what refuses it and what Temporal's UI says of it stands in `contract-policy.ts`. Workflow handlers, the
 * gateways to Temporal, the tRPC procedures and both clients derive from the two.
 * An update's actor is not part of its input: the gateway adds the signed-in agent.
 */
export const contract = {
  signals: {
    /** A visitor wrote in the widget. */
    customerMessage: {
      input: z.strictObject({ id: messageId, text: text(MAX_VISITOR_TEXT) }),
    },
    /** A mail reached this conversation; its body is already stored under `emailId`. */
    inboundEmail: {
      input: z.strictObject({
        id: messageId,
        emailId: idSchema('eml'),
        from: person,
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
      input: z.strictObject({
        id: messageId,
        emailId: idSchema('eml'),
        what: z.enum(['bounce', 'delivered', 'passed_on', 'delayed', 'out_of_office', 'automatic']),
        /** The message whose mail it answers. */
        about: messageId.nullable(),
        /** The delivery that will not arrive. */
        bounced: z
          .strictObject({
            deliveryId: idSchema('dlv'),
            detail: z.string().max(MAX_DETAIL),
            hard: z.boolean(),
          })
          .nullable(),
      }),
    },
    /** A mail that says nothing: a reaction to one of ours, or the wish to have one back. */
    mailGesture: {
      input: z.strictObject({
        id: messageId,
        emailId: idSchema('eml'),
        from: person,
        what: z.enum(['reaction', 'recall']),
        emoji: z.string().max(MAX_EMOJI).nullable(),
        /** The message whose mail it answers. */
        about: messageId.nullable(),
      }),
    },
    /** The visitor asks for a person, or says where to answer. Repeating it only adds the address. */
    escalate: {
      input: z.strictObject({
        id: messageId,
        /** Null: they only want one. */
        reason: text(MAX_REASON).nullable(),
        email: emailAddress.nullable(),
      }),
    },
    /** An agent answered by another road than the composer. */
    agentReply: {
      input: z.strictObject({
        id: messageId,
        agentId,
        text: z.string().max(MAX_AGENT_TEXT),
        mailContext: mailContext.optional(),
      }),
    },
    /** The mail provider reports what became of a delivery. */
    mailEvent: {
      input: z.strictObject({
        id: z.string().min(1).max(MAX_EVENT_ID),
        deliveryId: idSchema('dlv'),
        state: z.enum(['delivered', 'bounced', 'complained']),
        detail: z.string().max(MAX_DETAIL),
        /** Whether the address is lost to us. */
        hard: z.boolean(),
      }),
    },
    /** Another conversation has messages for this one: it was merged, or one was split off, or more came since. */
    takeMessages: {
      input: z.strictObject({
        id: z.string().min(1).max(MAX_EVENT_ID),
        from: conversationIdSchema,
        move: messageId,
        agentId: agentId.nullable(),
        why: z.enum(MOVE_REASONS),
        bringing: bringing.nullable(),
        /** A mail of the other conversation missed its customer. */
        undelivered: undelivered.optional(),
      }),
    },
    /** A merge was undone: what it brought is withdrawn. */
    undoMerge: {
      input: z.strictObject({ id: messageId, from: conversationIdSchema, move: messageId, agentId }),
    },
    /** The conversation this one was to be merged into was merged itself in the same moment. */
    refuseMerge: {
      input: z.strictObject({ id: messageId, move: messageId }),
    },
    /** Words were erased that this run still holds: it ends, and the conversation goes on in a new one. */
    renewHistory: { input: z.strictObject({ id: z.string().min(1).max(MAX_EVENT_ID) }) },
    /** A split was undone: this conversation returns what it was begun with, and all it has said since. */
    undoSplit: {
      input: z.strictObject({ id: messageId, move: messageId, into: conversationIdSchema, agentId }),
    },
  },
  updates: {
    /** Answers the customer; refused with `stale_reply` when a newer message had not been seen. */
    reply: {
      input: z
        .strictObject({
          id: messageId,
          /** Empty when files say it all. */
          text: z.string().trim().max(MAX_AGENT_TEXT),
          seenSeq: z.int32().nonnegative(),
          /** How long it waits. Set by the api from the project's settings, never by a client. */
          times: z
            .strictObject({
              undoSeconds: z.int().min(0).max(MAX_UNDO_SECONDS),
              readSeconds: z.int().min(1).max(MAX_READ_SECONDS).nullable(),
            })
            .optional(),
          cc,
          /** Files uploaded before, in the order they shall have. */
          attachments: z.array(idSchema('att')).max(MAX_FILES).optional(),
        })
        .refine(
          ({ text, attachments }) => text || attachments?.length,
          'Write something first, or attach a file.',
        ),
      output: standing,
    },
    takeOver: { input: command, output: standing },
    /** Refused with `answer_by_email` or `customer_unreached` when what the assistant says would reach nobody. */
    handBack: {
      input: command.extend({
        /** The agent has the assistant's answer mailed. */
        answerBy: z.literal('email').optional(),
        /** Set by the api from what the database knows, never by a client. */
        reach: z.strictObject({ chat: z.boolean(), mail: z.enum(['on', 'asks', 'never']) }).optional(),
      }),
      output: standing,
    },
    assign: {
      input: command.extend({ assignee: agentId.nullable() }),
      output: standing,
    },
    addNote: {
      input: command.extend({ text: text(MAX_AGENT_TEXT) }),
      output: standing,
    },
    /** Somebody else's mail is the customer's after all: their address speaks for the customer from now on. */
    confirmSender: { input: sender, output: standing },
    /** Takes that back. */
    disownSender: { input: sender, output: standing },
    /** Whoever a mail names besides its sender is the customer: the person behind a form or a group. */
    chooseCustomer: { input: sender, output: standing },
    close: { input: command, output: standing },
    reopen: { input: command, output: standing },
    /** Joins this conversation to another of the same customer, which goes on with both. */
    merge: { input: command.extend({ into: conversationIdSchema }), output: standing },
    unmerge: { input: command, output: standing },
    /** Begins a conversation of its own with a message, and all later ones of its sender when `following`. */
    split: {
      input: z.strictObject({ id: splitId, messageId, following: z.boolean() }),
      output: standing,
    },
    unsplit: { input: command.extend({ move: messageId }), output: standing },
    /** Undoes a reply before it leaves, also after its split was undone; refused with `already_left` afterwards. */
    undoReply: { input: command.extend({ messageId }), output: standing },
    /** Lets a reply, or its mail, leave without waiting. */
    sendNow: { input: command.extend({ messageId }), output: standing },
    /** Sends a mail again that failed or of which nobody knows. */
    retryDelivery: { input: command.extend({ deliveryId }), output: standing },
    /** Gives the conversation another customer address, and mails a delivery's messages to it. */
    correctAddress: {
      input: command.extend({ deliveryId: deliveryId.nullable(), email: emailAddress }),
      output: standing,
    },
    /** Back to chat: replies are not mailed until an agent or a mail of the customer resumes it. */
    stopMail: { input: command, output: standing },
    resumeMail: { input: command, output: standing },
    /** Tries to record a parked entry once more, with other words when there are any. */
    retryParked: {
      input: command.extend({ parkedId, text: text(MAX_AGENT_TEXT).optional() }),
      output: standing,
    },
    /** Leaves a parked entry out of the transcript for good. */
    skipParked: { input: command.extend({ parkedId }), output: standing },
  },
  queries: {
    getState: { output: state },
  },
} as const satisfies Contract;

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
