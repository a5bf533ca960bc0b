import { z } from 'zod';
import {
  MAX_AGENT_TEXT,
  MAX_COMMENT,
  MAX_DETAIL,
  MAX_EMOJI,
  MAX_EVENT_ID,
  MAX_EXPECTED,
  MAX_RATING_MINUTES,
  MAX_REASON,
  MAX_VISITOR_TEXT,
} from '../limits.ts';
import { MOVE_REASONS } from '../move.ts';
import { RATING_ROADS, SCORES } from '../ratings/rating.ts';
import type { Shapes } from '../../rpc/definition.ts';
import type { policy } from './policy.ts';
import {
  agentId,
  bringing,
  conversationIdSchema,
  emailAddress,
  idSchema,
  mailContext,
  messageId,
  person,
  text,
  undelivered,
} from './schemas.ts';

const language = z.enum(['english', 'german', 'french', 'spanish']);

/** What each fact carries. Who may send it stands in `policy.ts`. */
export const signals = {
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
          acknowledge: language.nullable(),
          expected: text(MAX_EXPECTED).optional(),
          rate: z.strictObject({ language, afterMinutes: z.int().min(0).max(MAX_RATING_MINUTES) }).optional(),
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
  /** The customer says how it was. */
  rate: {
    input: z.strictObject({
      id: messageId,
      score: z.enum(SCORES),
      /** Empty: none. */
      comment: z.string().trim().max(MAX_COMMENT),
      by: z.enum(RATING_ROADS),
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
  /** An agent who may be responsible here was removed from the project's team, or left it. */
  memberLeft: { input: z.strictObject({ id: messageId, agentId }) },
} as const satisfies Shapes<typeof policy>['signals'];
