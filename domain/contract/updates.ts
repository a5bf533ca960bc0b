import { z } from 'zod';
import {
  MAX_AGENT_TEXT,
  MAX_FILES,
  MAX_MENTIONS,
  MAX_READ_SECONDS,
  MAX_SUBJECT,
  MAX_UNDO_SECONDS,
} from '../limits.ts';
import type { MessageId } from '../ids.ts';
import type { Shapes } from '../../rpc/definition.ts';
import { PRIORITIES } from '../triage.ts';
import type { policy } from './policy.ts';
import {
  agentId,
  cc,
  command,
  conversationIdSchema,
  deliveryId,
  emailAddress,
  idSchema,
  messageId,
  moment,
  parkedId,
  ruleId,
  sender,
  splitId,
  standing,
  tagging,
  text,
} from './schemas.ts';

/**
 * What each command carries, and what comes back. Who may give it and what refuses it stands in `policy.ts`. Who gives it is
 * not part of its input: the gateway adds the signed-in agent.
 */
export const updates = {
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
        /** The same, seen by none of the others. */
        bcc: cc,
        /** When it leaves, if its writer chose that; it is stopped when somebody else writes before. */
        sendAt: moment.optional(),
        /** The conversation is closed when it leaves. */
        closes: z.literal(true).optional(),
        /** The assistant's answer that waited, in whose place it is sent. */
        edits: idSchema('dft').optional(),
        /** Files uploaded before, in the order they shall have. */
        attachments: z.array(idSchema('att')).max(MAX_FILES).optional(),
      })
      .refine(
        ({ text, attachments }) => text || attachments?.length,
        'Write something first, or attach a file.',
      ),
    output: standing,
  },
  /** A message with its files, below words of one's own. */
  forward: {
    input: command.extend({
      messageId,
      to: emailAddress,
      text: z.string().trim().max(MAX_AGENT_TEXT),
      /** Files uploaded for it; those of the message go with it anyway. */
      attachments: z.array(idSchema('att')).max(MAX_FILES).optional(),
    }),
    output: standing,
  },
  /** Lets the assistant's answer out that waits; refused with `answer_gone` when it does not any more. */
  approveAnswer: { input: command.extend({ draftId: idSchema('dft') }), output: standing },
  /** Keeps it back for good: a person answers. */
  rejectAnswer: { input: command.extend({ draftId: idSchema('dft') }), output: standing },
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
    input: command.extend({
      text: text(MAX_AGENT_TEXT),
      /** Who is told of it, whatever stands in its text. */
      mentions: z.array(agentId).max(MAX_MENTIONS).optional(),
    }),
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
  addTag: { input: tagging, output: standing },
  removeTag: { input: tagging, output: standing },
  /** Refused with `moment_past`; `until` is null: until the customer answers. */
  snooze: { input: command.extend({ until: z.iso.datetime().nullable() }), output: standing },
  /** It is what it was before. */
  unsnooze: { input: command, output: standing },
  setPriority: { input: command.extend({ priority: z.enum(PRIORITIES) }), output: standing },
  /** Refused with `not_found` when it does not wait here. */
  runRule: { input: command.extend({ ruleId }), output: standing },
  /** Refused with `moment_past` too. */
  moveRule: { input: command.extend({ ruleId, at: z.iso.datetime() }), output: standing },
  cancelRule: { input: command.extend({ ruleId }), output: standing },
  /** Mails of a thread that has begun keep the subject it began with. */
  rename: { input: command.extend({ subject: text(MAX_SUBJECT) }), output: standing },
  /** Closes it, and keeps it apart from all others. */
  markSpam: { input: command, output: standing },
  unmarkSpam: { input: command, output: standing },
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
  /** Chooses another moment for a reply that leaves later, also for one that was stopped. */
  moveReply: { input: command.extend({ messageId, sendAt: moment }), output: standing },
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
} as const satisfies Shapes<typeof policy, MessageId>['updates'];
